using System.Net;

namespace Orleans.Configuration;

/// <summary>Where a silo listens.</summary>
internal class EndpointOptions
{
    public const int DEFAULT_SILO_PORT = 11111;
    public const int DEFAULT_GATEWAY_PORT = 30000;

    public IPAddress AdvertisedIPAddress { get; set; } = null!;

    public int SiloPort { get; set; } = DEFAULT_SILO_PORT;

    public int GatewayPort { get; set; } = DEFAULT_GATEWAY_PORT;

    public IPEndPoint? SiloListeningEndpoint { get; set; }

    public IPEndPoint? GatewayListeningEndpoint { get; set; }
}
