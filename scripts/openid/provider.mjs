// A provider of sign-ins for the tests: whoever says a name is vouched for as name@vimmerby.se.
import { Provider } from 'oidc-provider';

const [issuer] = process.argv.slice(2);
const provider = new Provider(issuer, {
  clients: [{
    client_id: 'samdrift',
    client_secret: 'hemligt',
    redirect_uris: ['http://127.0.0.1:8000/logga-in/svar/vimmerby/'],
  }],
  claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
  cookies: { keys: ['of tests only'] },
  features: { devInteractions: { enabled: true } },
  findAccount: (_context, id) => ({
    accountId: id,
    claims: () => ({ sub: id, name: id, email: `${id}@vimmerby.se`, email_verified: true }),
  }),
});
provider.listen(Number(new URL(issuer).port), '127.0.0.1');
