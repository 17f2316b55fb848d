"""The doctor on the network: resolver, proxy, IPv4 and IPv6. Only the resolver is asked, for this machine's name."""

import socket

import dns.exception
import dns.message
import dns.query
import dns.resolver

from crawler.guard import Guard
from crawler.names import GuardedResolver
from evidence.errors import UsageError
from jobs.doctor_symptom import Health, Symptom
from jobs.night_network import has_route
from jobs.settings import Settings

ASK_SECONDS = 3.0
# Public addresses that everyone has a route to: connecting a UDP socket looks the route up and sends nothing.
_FAR = {4: "223.5.5.5", 6: "2400:3200::1"}


def resolver(settings: Settings) -> Symptom:
    """Whether the DNS servers of the settings, or else of the system, answer."""
    named = settings.network.resolver
    try:
        GuardedResolver(Guard(), named)
        servers = [_server(named)] if named else _system_servers()
    except UsageError as error:
        return Symptom(name="域名解析", state=Health.BAD, message=str(error), advice="请改正 network.resolver")
    said = "、".join(f"{address}:{port}" for address, port in servers)
    if not servers:
        advice = "请在系统中设置 DNS，或设置 network.resolver"
        return Symptom(name="域名解析", state=Health.BAD, message="系统没有设置 DNS 服务器", advice=advice)
    if any(_answers(address, port) for address, port in servers):
        return Symptom(name="域名解析", state=Health.OK, message=f"{said} 有应答")
    advice = "请检查网络和 DNS 设置；内网可用 network.resolver 指定 DNS 服务器"
    return Symptom(name="域名解析", state=Health.BAD, message=f"{said} 没有应答", advice=advice)


def _server(named: str) -> tuple[str, int]:
    host, colon, port = named.rpartition(":")
    if not colon or (host.count(":") and not host.startswith("[")):
        return named.strip("[]"), 53
    return host.strip("[]"), int(port)


def _system_servers() -> list[tuple[str, int]]:
    try:
        found = dns.resolver.Resolver()
    except dns.resolver.NoResolverConfiguration:
        return []
    return [(str(server), found.port) for server in found.nameservers]


def _answers(address: str, port: int) -> bool:
    """Whether a DNS server says anything at all; "no such name" is an answer, too."""
    query = dns.message.make_query(socket.gethostname() or "localhost", "A")
    try:
        dns.query.udp(query, address, timeout=ASK_SECONDS, port=port)
    except (dns.exception.DNSException, OSError):
        return False
    return True


def proxy(settings: Settings) -> Symptom:
    """Which proxy is gone through, if any."""
    named = settings.network.proxy
    if not named:
        return Symptom(name="代理", state=Health.OK, message="不使用代理")
    if not named.startswith(("http://", "https://")):
        message = f"network.proxy 写法不对：“{named}”"
        return Symptom(name="代理", state=Health.BAD, message=message, advice="请写成 http://主机:端口 的形式")
    where = named.rpartition("@")[2].rpartition("//")[2]  # without a password that may stand in it
    advice = "经代理访问时，IPv6 检查和对目标地址的限制由代理决定"
    return Symptom(name="代理", state=Health.WARN, message=f"经 {where} 访问", advice=advice)


def addresses() -> tuple[Symptom, Symptom]:
    """Whether this machine has ways out over IPv4 and over IPv6."""
    return _ipv4(), _ipv6()


def _ipv4() -> Symptom:
    if has_route(_FAR[4]):
        return Symptom(name="IPv4", state=Health.OK, message="有通往外网的路由")
    advice = "请检查网线和网关；只核查内网网站时可以忽略"
    return Symptom(name="IPv4", state=Health.WARN, message="没有通往外网的路由", advice=advice)


def _ipv6() -> Symptom:
    if has_route(_FAR[6]):
        return Symptom(name="IPv6", state=Health.OK, message="有通往外网的路由")
    said = "有本机地址，没有通往外网的路由" if _loopback_v6() else "本机没有启用 IPv6"
    advice = "IPv6 支持度检查将记为“无法判断”，不扣分；需要时请接入 IPv6 网络"
    return Symptom(name="IPv6", state=Health.WARN, message=said, advice=advice)


def _loopback_v6() -> bool:
    try:
        with socket.socket(socket.AF_INET6, socket.SOCK_STREAM) as probe:
            probe.bind(("::1", 0))
    except OSError:
        return False
    return True
