using System.Net;

namespace RagCluster.Api.Admission;

/// <summary>Addresses as people write them.</summary>
internal static class ClientAddress
{
    /// <summary>An address of IPv4 as such, also where the socket is one of IPv6 (RFC 4291, section 2.5.5.2).</summary>
    internal static IPAddress? Plain(IPAddress? address) => address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;
}
