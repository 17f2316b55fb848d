"""A tiny DNS server on loopback: tells what it is told to tell."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field

import dns.flags
import dns.message
import dns.rcode
import dns.rdataclass
import dns.rdatatype
import dns.rrset

SILENT = "silent"
SERVFAIL = "servfail"


@dataclass(slots=True)
class NameServer:
    """`names` maps a name to its addresses, or to SILENT or SERVFAIL; every other name does not exist."""

    names: dict[str, tuple[str, ...] | str]
    asked: list[str] = field(default_factory=list)
    address: str = ""
    silent: bool = False
    _transport: asyncio.DatagramTransport | None = None

    async def start(self) -> None:
        """Listen on a free port."""
        loop = asyncio.get_running_loop()
        self._transport, _ = await loop.create_datagram_endpoint(lambda: _Protocol(self), ("127.0.0.1", 0))
        self.address = "127.0.0.1:{}".format(self._transport.get_extra_info("sockname")[1])

    def stop(self) -> None:
        """Go away."""
        if self._transport is not None:
            self._transport.close()

    def reply(self, data: bytes) -> bytes | None:
        """The answer to one question."""
        query = dns.message.from_wire(data)
        question = query.question[0]
        name = question.name.to_text(omit_final_dot=True).lower()
        self.asked.append(name)
        known = self.names.get(name)
        if self.silent or known == SILENT:
            return None
        response = dns.message.make_response(query)
        response.flags |= dns.flags.RA
        if known == SERVFAIL:
            response.set_rcode(dns.rcode.SERVFAIL)
        elif known is None:
            response.set_rcode(dns.rcode.NXDOMAIN)
        else:
            six = question.rdtype == dns.rdatatype.AAAA
            wanted = [address for address in known if (":" in address) == six]
            if wanted and question.rdtype in (dns.rdatatype.A, dns.rdatatype.AAAA):
                kind = dns.rdatatype.to_text(question.rdtype)
                response.answer.append(dns.rrset.from_text(question.name, 60, "IN", kind, *wanted))
        return response.to_wire()


class _Protocol(asyncio.DatagramProtocol):
    def __init__(self, server: NameServer) -> None:
        self._server = server
        self._transport: asyncio.DatagramTransport | None = None

    def connection_made(self, transport: asyncio.DatagramTransport) -> None:  # type: ignore[override]
        self._transport = transport

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        reply = self._server.reply(data)
        if reply is not None and self._transport is not None:
            self._transport.sendto(reply, addr)


@contextlib.asynccontextmanager
async def naming(names: Mapping[str, tuple[str, ...] | str]) -> AsyncIterator[NameServer]:
    """A name server for the length of a block."""
    server = NameServer(dict(names))
    await server.start()
    try:
        yield server
    finally:
        server.stop()
