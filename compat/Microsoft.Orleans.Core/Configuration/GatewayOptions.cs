namespace Orleans.Configuration;

/// <summary>How a client uses gateways.</summary>
internal class GatewayOptions
{
    public const int DEFAULT_PREFERED_GATEWAY_INDEX = -1;

    public TimeSpan GatewayListRefreshPeriod { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>The gateway that takes all calls; -1 for all in turn.</summary>
    public int PreferredGatewayIndex { get; set; } = DEFAULT_PREFERED_GATEWAY_INDEX;
}
