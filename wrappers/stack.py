"""Stacks of wrappers as plain data, for configuration files and the command line.

    stack("turnwise/KeyRooms-v0", ["Milestones", {"name": "GatedRewards", "terms": ["milestones"]}])

The first layer stands next to the environment. A layer is a name, or a dictionary of its ``name`` and its keyword
arguments; ``term`` in it is the wrapper's own argument ``name``, another name for its reward term. A name is one of
:mod:`turnwise.wrappers`, one of :mod:`gymnasium.wrappers`, or the dotted path ``"package.module:Class"``. Live objects
are given as dotted paths. :func:`describe` writes a stack back as the same data.
"""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

import gymnasium as gym
from gymnasium.envs.registration import EnvSpec, WrapperSpec

from .base import RewardTerm, load

Layer = str | Mapping[str, Any]
"""A wrapper's name, or its name and keyword arguments."""


def stack(env: str | Mapping[str, Any] | gym.Env[Any, Any], layers: Sequence[Layer] = ()) -> gym.Env[Any, Any]:
    """Make an environment and wrap it.

    Args:
        env: an id; ``{"id": id, **keyword arguments of gym.make}``; or an environment.
        layers: the wrappers, innermost first.

    Raises:
        ValueError: a wrapper's name is unknown, a layer is not of this form, or a wrapper refuses its arguments.
        gymnasium.error.Error: the id is unknown.
    """
    made = _made(env)
    if isinstance(layers, str | Mapping):
        raise ValueError(f"stack needs a list of layers; got {layers!r}. Put it in a list.")
    for layer in layers:
        made = _wrapped(made, layer)
    return made


def describe(env: gym.Env[Any, Any]) -> dict[str, Any]:
    """Write a stack back as plain data: ``stack(**describe(env))`` makes it again.

    A reward wrapper is written with the arguments it was given. Arguments of ``gym.make`` and of other wrappers are
    left out where they have their default values, and Gymnasium's ``TimeLimit`` is written as ``max_episode_steps``
    of the environment.

    Args:
        env: an environment that ``gym.make`` made, wrapped or not.

    Raises:
        ValueError: some layer cannot be written as plain data: it holds live objects, or does not record its
            arguments; or the environment was not made by ``gym.make``.
    """
    spec = env.spec
    if spec is None:
        raise ValueError(f"describe needs an environment that gym.make made; {env} has no spec.")
    made: dict[str, Any] = {"id": spec.id, **_make_arguments(spec)}
    layers = [_described(wrapper, env) for wrapper in spec.additional_wrappers]
    return {"env": spec.id if len(made) == 1 else made, "layers": layers}


def _made(env: str | Mapping[str, Any] | gym.Env[Any, Any]) -> gym.Env[Any, Any]:
    if isinstance(env, gym.Env):
        return env
    if isinstance(env, str):
        return gym.make(env)
    if not isinstance(env, Mapping) or "id" not in env:
        raise ValueError(
            "stack needs an environment as its id, as {'id': id, ...keyword arguments} or as an environment; "
            f"got {env!r}."
        )
    return gym.make(**env)


def read_layer(layer: Layer) -> tuple[type[Any], dict[str, Any]]:
    """Return the class of a layer and its keyword arguments.

    Raises:
        ValueError: the layer is not of this form, there is no such wrapper, or it takes no such argument.
    """
    arguments = {"name": layer} if isinstance(layer, str) else dict(layer) if isinstance(layer, Mapping) else {}
    name = arguments.pop("name", None)
    if not isinstance(name, str):
        raise ValueError(f"A layer is a wrapper's name or {{'name': name, ...keyword arguments}}; got {layer!r}.")
    cls = wrapper_class(name)
    if issubclass(cls, RewardTerm) and "term" in arguments:
        arguments["name"] = arguments.pop("term")
    known = dict(list(inspect.signature(cls.__init__).parameters.items())[1:])
    unknown = [key for key in arguments if key not in known]
    if unknown and not any(parameter.kind is parameter.VAR_KEYWORD for parameter in known.values()):
        allowed = ["term" if key == "name" and issubclass(cls, RewardTerm) else key for key in list(known)[1:]]
        raise ValueError(f"{name} takes the arguments {allowed}; got {unknown}.{_hint(unknown[0], allowed)}")
    return cls, arguments


def _wrapped(env: gym.Env[Any, Any], layer: Layer) -> gym.Env[Any, Any]:
    cls, arguments = read_layer(layer)
    try:
        wrapper: gym.Env[Any, Any] = cls(env, **arguments)
    except TypeError as error:
        name = layer if isinstance(layer, str) else layer["name"]
        raise ValueError(f"{name} on {env} refuses the arguments {arguments}: {error}.") from error
    return wrapper


def wrapper_class(name: str) -> type[Any]:
    """Return the wrapper of a name.

    Args:
        name: of :mod:`turnwise.wrappers` or :mod:`gymnasium.wrappers`, or a dotted path ``"package.module:Class"``.

    Raises:
        ValueError: there is none, with the nearest name there is.
    """
    if ":" in name:
        found: Any = load(name)
    else:
        names = dict(_names())
        if name not in names:
            ours = [known for known, module_name in names.items() if module_name == __package__]
            raise ValueError(
                f"There is no wrapper {name!r}.{_hint(name, list(names))} Known are {ours}, Gymnasium's own, and "
                "dotted paths 'package.module:Class'."
            )
        found = getattr(importlib.import_module(names[name]), name)
    if not (isinstance(found, type) and issubclass(found, gym.Wrapper)):
        raise ValueError(f"{name!r} leads to {found!r}, which is not a class of wrappers.")
    return found


def _names() -> Iterator[tuple[str, str]]:
    """Yield the wrappers that go by their class's name, each with the module to find it in; ours hide Gymnasium's."""
    for module_name in ("gymnasium.wrappers", __package__ or ""):
        module = importlib.import_module(module_name)
        for name in getattr(module, "__all__", ()):
            if name != "RewardTerm" and name[0].isupper():
                yield name, module_name


def _hint(name: str, known: Sequence[str]) -> str:
    folded = {each.casefold(): each for each in known}
    close = get_close_matches(name.casefold(), folded, n=1)
    return f" Did you mean {folded[close[0]]!r}?" if close else ""


def _make_arguments(spec: EnvSpec) -> dict[str, Any]:
    """Return what ``gym.make`` was given beside the id, as far as it differs from the registration."""
    registered = gym.spec(spec.id)
    given = {key: value for key, value in spec.kwargs.items() if registered.kwargs.get(key, _ABSENT) != value}
    for key in ("max_episode_steps", "disable_env_checker"):
        if getattr(spec, key) != getattr(registered, key):
            given[key] = getattr(spec, key)
    return given


_ABSENT = object()


def _described(wrapper: WrapperSpec, env: gym.Env[Any, Any]) -> Layer:
    """Return a layer of a spec as data."""
    kwargs = wrapper.kwargs
    if kwargs is None:
        raise ValueError(f"{wrapper.entry_point} in {env} does not record its arguments and cannot be written as data.")
    if wrapper.entry_point.endswith(":refuse_to_rebuild"):
        raise ValueError(
            f"{kwargs['wrapper']} in {env} holds live objects ({', '.join(kwargs['live'])}). Give them as dotted "
            "paths 'package.module:name'."
        )
    cls: Any = load(wrapper.entry_point)
    if issubclass(cls, RewardTerm):
        arguments = {"term" if key == "name" else key: value for key, value in kwargs.items()}
    else:
        defaults = inspect.signature(cls).parameters
        arguments = {key: value for key, value in kwargs.items() if defaults[key].default != value}
    names = dict(_names())
    short = cls.__name__ in names and getattr(importlib.import_module(names[cls.__name__]), cls.__name__) is cls
    name = cls.__name__ if short else wrapper.entry_point
    return {"name": name, **arguments} if arguments else name
