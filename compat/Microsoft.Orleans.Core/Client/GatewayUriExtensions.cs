using System.Globalization;
using System.Net;

namespace Orleans.Runtime;

/// <summary>Addresses of gateways as URIs and back.</summary>
internal static class GatewayUriExtensions
{
    private const string Scheme = "gwy.tcp";

    public static Uri ToGatewayUri(this IPEndPoint ep) => SiloAddress.New(ep, 0).ToGatewayUri();

    public static Uri ToGatewayUri(this SiloAddress address) =>
        new(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{Scheme}://{new IPEndPoint(address.Endpoint.Address, address.Endpoint.Port)}/{address.Generation}"
            )
        );

    /// <summary>The endpoint and generation in a gateway's URI; null where it is none.</summary>
    public static SiloAddress? ToGatewayAddress(this Uri uri)
    {
        if (!IPAddress.TryParse(uri.DnsSafeHost, out IPAddress? ip) || uri.Port < 0)
            return null;
        int generation = int.TryParse(
            uri.Segments.LastOrDefault(),
            NumberStyles.AllowLeadingSign,
            CultureInfo.InvariantCulture,
            out int number
        )
            ? number
            : 0;
        return SiloAddress.New(ip, uri.Port, generation);
    }
}
