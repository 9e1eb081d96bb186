"""Forums with their decisions, and promises to the plants: what the client stated before what the library proposes."""

from __future__ import annotations

from assessment.domain.engagement import Engagement
from assessment.domain.library import OperatingModelLibrary, PathId
from assessment.domain.operating_model.posts import Posts
from assessment.domain.operating_model.types import ForumDesign, PromiseDesign


def lay_forums(engagement: Engagement, library: OperatingModelLibrary, posts: Posts, first: PathId,
               end: PathId) -> tuple[ForumDesign, ...]:
    """Forums in the library's order. A proposed one gives way: what a stated one decides, it does not."""
    stated = engagement.forums
    taken = {right for forum in stated.values() if not forum.withdrawn for right in forum.decides}
    forums: dict[str, ForumDesign] = {}
    for usual in library.forums:
        if usual.id not in stated and {first, end} & {*usual.paths}:
            forums[usual.id] = ForumDesign(
                forum=usual.id, name=usual.name, chair=posts.name(usual.chair), members=posts.names(usual.members),
                cadence=usual.cadence, decides=tuple(right for right in usual.decides if right not in taken),
                escalates_to=usual.escalates_to)
        elif usual.id in stated and not stated[usual.id].withdrawn:
            forums[usual.id] = _of_fact(engagement, usual.id, posts)
    for name, forum in stated.items():
        if name not in forums and not forum.withdrawn:
            forums[name] = _of_fact(engagement, name, posts)
    return tuple(forums.values())


def _of_fact(engagement: Engagement, name: str, posts: Posts) -> ForumDesign:
    forum = engagement.forums[name]
    return ForumDesign(
        forum=name, name=forum.name, chair=posts.spoken(forum.chair), members=posts.told(forum.members),
        cadence=forum.cadence, decides=tuple(dict.fromkeys(forum.decides)), escalates_to=forum.escalates_to,
        stated=True)


def lay_promises(engagement: Engagement, library: OperatingModelLibrary, posts: Posts, first: PathId,
                 end: PathId) -> tuple[PromiseDesign, ...]:
    """Promises to all plants, each with those to single plants behind it."""
    stated = engagement.promises
    rows: list[PromiseDesign] = []
    order = {promise.id: number for number, promise in enumerate(library.promises)}
    for usual in library.promises:
        if (usual.id, None) not in stated and first in usual.owner:
            owner = posts.name(usual.owner[first])
            rows.append(PromiseDesign(
                promise=usual.id, name=usual.name, measure=usual.measure, target=usual.target, owner=owner,
                later_owner=posts.name(usual.owner[end]) if end in usual.owner else owner))
    for (name, site), promise in stated.items():
        if not promise.withdrawn:
            owner = posts.spoken(promise.owner)
            rows.append(PromiseDesign(
                promise=name, name=promise.name, measure=promise.measure, target=promise.target, owner=owner,
                later_owner=owner, site=site, stated=True))
    return tuple(sorted(rows, key=lambda row: (order.get(row.promise, len(order)), row.promise, row.site or "")))
