namespace Orleans.Messaging;

/// <summary>Finds the gateways of a cluster.</summary>
internal interface IGatewayListProvider
{
    /// <summary>How old an answer may be.</summary>
    TimeSpan MaxStaleness { get; }

    [Obsolete("This attribute is no longer used and all providers are considered updatable")]
    bool IsUpdatable { get; }

    Task InitializeGatewayListProvider();

    /// <summary>The gateways, each as gwy.tcp://address:port/generation.</summary>
    Task<IList<Uri>> GetGateways();
}
