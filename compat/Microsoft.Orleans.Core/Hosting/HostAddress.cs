using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Orleans.Hosting;

/// <summary>The address under which other machines reach this one.</summary>
internal static class HostAddress
{
    /// <summary>
    /// The smallest address of the family that is not a loopback one, so that it is always the same; loopback where there is none.
    /// </summary>
    public static IPAddress Find(AddressFamily family) =>
        NetworkInterface
            .GetAllNetworkInterfaces()
            .Where(i => i.OperationalStatus == OperationalStatus.Up)
            .SelectMany(i => i.GetIPProperties().UnicastAddresses)
            .Select(a => a.Address)
            .Where(a => a.AddressFamily == family && !IPAddress.IsLoopback(a))
            .OrderBy(a => Convert.ToHexString(a.GetAddressBytes()), StringComparer.Ordinal)
            .FirstOrDefault(family == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Loopback : IPAddress.Loopback);
}
