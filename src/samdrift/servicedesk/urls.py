"""The addresses of the desk."""

from django.urls import path

from samdrift.servicedesk.views import (
    acts,
    attached,
    blocks,
    callers,
    calling,
    day,
    desk,
    guides,
    post,
    registering,
    saved,
    setting_up,
    statistics,
    strokes,
)

app_name = "servicedesk"

urlpatterns = [
    path("", desk.desk_page, name="desk"),
    path("nytt/", registering.register_page, name="register"),
    path("personer/", registering.people_found, name="people-found"),
    path("person/<int:person_id>/", callers.person_page, name="person"),
    path("person/<int:person_id>/<slug:name>/", callers.act, name="person-act"),
    path("puls/", desk.pulse, name="pulse"),
    path("samtal/", calling.ringing, name="ringing"),
    path("samtal/anknytning/", calling.extension, name="extension"),
    path("flera/", strokes.change_many, name="change-many"),
    path("angra/<slug:batch>/", strokes.undo, name="undo"),
    path("utkast/", strokes.save_draft, name="save-draft"),
    path("textblock/", blocks.blocks_page, name="blocks"),
    path("guider/", guides.guide_list, name="guides"),
    path("guider/ny/", guides.new_guide, name="new-guide"),
    path("guider/<slug:key>/", guides.guide_page, name="guide"),
    path("post/", post.post_page, name="post"),
    path("post/brev/<int:letter>/", post.letter_page, name="letter"),
    path("post/brev/<int:letter>/<slug:name>/", post.letter_act, name="letter-act"),
    path("post/igen/<int:delivery>/", post.send_again, name="send-again"),
    path("post/brevlada/<slug:key>/", post.box_page, name="box"),
    path("post/brevlada/<slug:key>/prova/", post.try_box, name="try-box"),
    path("servicedesk/", setting_up.set_up_page, name="set-up"),
    path("servicedesk/grupp/", setting_up.group_page, name="new-group"),
    path("servicedesk/grupp/<int:group_id>/", setting_up.group_page, name="group"),
    path("servicedesk/<slug:name>/", setting_up.act, name="set-up-act"),
    path("min-dag/", day.day_page, name="day"),
    path("vyer/", saved.save_view, name="save-view"),
    path("vyer/<int:view_id>/ta-bort/", saved.forget_view, name="forget-view"),
    path("statistik/", statistics.statistics_page, name="statistics"),
    path("statistik/fil/", statistics.statistics_file, name="statistics-file"),
    path("<str:number>/", desk.case_page, name="case"),
    path("<str:number>/fil/<int:file_id>/", attached.attached_file, name="file"),
    path("<str:number>/<slug:name>/", acts.act, name="act"),
]
