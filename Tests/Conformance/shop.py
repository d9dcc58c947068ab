"""A shop as FastAPI users write one: items and orders behind a bearer token, with one defect at a time."""

import threading
import time
from typing import Literal, Optional

import uvicorn
from fastapi import Body, Depends, FastAPI, HTTPException, Request, Response
from fastapi.responses import JSONResponse, PlainTextResponse
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import BaseModel, Field

TOKEN = "shop-token"

# What each defect may be found by.
DEFECTS = {
    "price-text": {"C04"}, "name-missing": {"C04"}, "status-206": {"C01"},
    "html": {"C02"}, "create-500-long": {"C18"}, "negative-500": {"C18", "C19"},
    "open-get": {"C08"}, "any-token-delete": {"C09"}, "not-stored": {"C27"},
    "put-ignored": {"C27"}, "patch-clears": {"C27"}, "delete-leaves": {"C14"},
    "unknown-500": {"C14"}, "unknown-200": {"C14"}, "any-kind": {"C20"}, "any-price": {"C19"},
    "any-name": {"C17"}, "method-500": {"C12"}, "json-500": {"C21"}}


class Fault(BaseModel):
    detail: str


class NewItem(BaseModel):
    name: str = Field(min_length=1, max_length=40)
    price: float = Field(gt=0, le=10000)
    quantity: int = 1
    kind: Literal["book", "toy", "food"] = "book"
    note: Optional[str] = None


class Item(NewItem):
    id: int


class Change(BaseModel):
    price: float = Field(gt=0, le=10000)


def make(defect=""):
    app = FastAPI(title="Shop", version="1", redirect_slashes=True)
    items = {}
    bearer = HTTPBearer(auto_error=False)

    def has(*names):
        return defect in names

    def user(request: Request, given: Optional[HTTPAuthorizationCredentials] = Depends(bearer)):
        if given is None:
            if has("open-get") and request.method == "GET":
                return "anybody"
            raise HTTPException(401, "not authenticated")
        if given.credentials != TOKEN:
            if has("any-token-delete") and request.method == "DELETE":
                return "anybody"
            raise HTTPException(401, "not authenticated")
        return "me"

    known = {401: {"model": Fault}, 404: {"model": Fault}, 405: {"model": Fault}}

    def view(item):
        item = dict(item)
        if has("price-text"):
            item["price"] = str(item["price"])
        if has("name-missing"):
            del item["name"]
        if has("extra-field"):
            item["colour"] = "red"
        if has("html"):
            return PlainTextResponse(str(item), media_type="text/html")
        return JSONResponse(item, 206 if has("status-206") else 200)

    def find(number):
        if number not in items:
            if has("unknown-500"):
                raise RuntimeError("no such item")
            if has("unknown-200"):
                return {"id": number, "name": "x", "price": 1.0, "quantity": 1, "kind": "book",
                        "note": None}
            raise HTTPException(404, "no such item")
        return items[number]

    @app.middleware("http")
    async def spoil(request, call_next):
        if has("method-500") and request.method in ("PUT", "PATCH") \
                and request.url.path == "/items":
            return JSONResponse({"detail": "x"}, 500)
        try:
            return await call_next(request)
        except Exception:
            return JSONResponse({"detail": "Internal Server Error"}, 500)

    if has("any-kind", "any-price", "any-name", "json-500"):
        # The contract is the same, what is behind it looks less closely.
        @app.post("/items", status_code=201, include_in_schema=False)
        async def create_lax(request: Request, _=Depends(user)):
            try:
                given = await request.json()
            except ValueError:
                if has("json-500"):
                    return JSONResponse({"detail": "x"}, 500)
                return JSONResponse({"detail": []}, 422)
            try:
                checked = dict(given)
                if has("any-kind"):
                    checked["kind"] = "book"
                if has("any-price"):
                    checked["price"] = 1
                if has("any-name"):
                    checked.setdefault("name", "x")
                item = NewItem(**checked).model_dump()
            except Exception:
                return JSONResponse({"detail": []}, 422)
            return JSONResponse(store(item), 201)

    def store(item):
        item = {**item, "id": len(items) + 1}
        if not has("not-stored"):
            items[item["id"]] = item
        return item

    @app.post("/items", status_code=201, response_model=Item, responses=known)
    def create_item(item: NewItem, response: Response, _=Depends(user)):
        if has("create-500-long") and not item.name.isascii():
            raise RuntimeError("encoding")
        if has("negative-500") and item.quantity < 0:
            raise RuntimeError("quantity")
        made = store(item.model_dump())
        response.headers["Location"] = f"/items/{made['id']}"
        return made

    @app.get("/items", response_model=list[Item], responses={401: {"model": Fault}})
    def list_items(limit: int = 20, _=Depends(user)):
        return list(items.values())[:max(0, min(limit, 100))]

    @app.get("/items/{item_id}", response_model=Item, responses=known)
    def read_item(item_id: int, _=Depends(user)):
        return view(find(item_id))

    @app.put("/items/{item_id}", response_model=Item, responses=known)
    def replace_item(item_id: int, item: NewItem = Body(), _=Depends(user)):
        old = find(item_id)
        new = {**item.model_dump(), "id": item_id}
        if not has("put-ignored") and item_id in items:
            items[item_id] = new
        return new if item_id in items else old

    @app.patch("/items/{item_id}", response_model=Item, responses=known)
    def change_item(item_id: int, change: Change, _=Depends(user)):
        item = find(item_id)
        item["price"] = change.price
        if has("patch-clears"):
            item["name"] = "unnamed"
        return item

    @app.delete("/items/{item_id}", status_code=204, responses=known)
    def delete_item(item_id: int, _=Depends(user)):
        find(item_id)
        if not has("delete-leaves"):
            items.pop(item_id, None)
        return Response(status_code=204)

    return app


def serve(defect, port):
    """Serves the shop from a thread; returns what stops it."""
    server = uvicorn.Server(uvicorn.Config(
        make(defect), host="127.0.0.1", port=port, log_level="critical"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)

    def stop():
        server.should_exit = True
        thread.join(5)

    return stop
