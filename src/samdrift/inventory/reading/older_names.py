"""The names of older XML in the words of JSON, so that a machine tells the same in either."""

from __future__ import annotations

from samdrift.inventory.reading.nodes import Node

_SECTIONS = {"firewall": "firewalls", "netports": "network_ports", "licenses": "licenseinfos"}
_FIELDS = {
    "networks": {"macaddr": "mac", "ipaddr": "ipaddress"},
    "softwares": {"installdate": "install_date", "editor": "publisher"},
    "network_ports": {"ifinoctets": "ifinbytes", "ifoutoctets": "ifoutbytes"},
    "batteries": {"serialnumber": "serial"},
    "network_components": {"containedinindex": "contained_index"},
    "memories": {"serial": "serialnumber"},
}
_OF_A_DEVICE = {
    "info": "network_device",
    "ports": "network_ports",
    "components": "network_components",
}


def content(told: dict[str, Node]) -> dict[str, Node]:
    """Return the content of a machine's own inventory in the words of JSON."""
    return {
        name: _renamed(name, value)
        for older, value in told.items()
        for name in [_SECTIONS.get(older, older)]
    }


def device(told: dict[str, Node]) -> dict[str, Node]:
    """Return what was told of a device on the network in the words of JSON."""
    return {
        name: _renamed(name, _unwrapped(older, value))
        for older, value in told.items()
        for name in [_OF_A_DEVICE.get(older, older)]
    }


def _unwrapped(name: str, value: Node) -> Node:
    """`<PORTS><PORT/>…</PORTS>` is a list of ports; `<IPS><IP/>…</IPS>` one of addresses."""
    single = name.removesuffix("s")
    if name.endswith("s") and isinstance(value, dict) and set(value) == {single}:
        inner = value[single]
        return inner if isinstance(inner, list) else [inner]
    return value


def _renamed(section: str, value: Node) -> Node:
    names = _FIELDS.get(section, {})
    if isinstance(value, list):
        return [_renamed(section, each) for each in value]
    if isinstance(value, dict):
        return {names.get(key, key): _unwrapped(key, each) for key, each in value.items()}
    return value
