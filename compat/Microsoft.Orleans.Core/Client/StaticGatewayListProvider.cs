using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Orleans.Messaging;

/// <summary>The gateways that the configuration names.</summary>
internal class StaticGatewayListProvider : IGatewayListProvider
{
    private readonly StaticGatewayListProviderOptions _options;

    public StaticGatewayListProvider(IOptions<StaticGatewayListProviderOptions> options, IOptions<GatewayOptions> gatewayOptions)
    {
        _options = options.Value;
        MaxStaleness = gatewayOptions.Value.GatewayListRefreshPeriod;
    }

    public TimeSpan MaxStaleness { get; }

    public bool IsUpdatable => true;

    public Task InitializeGatewayListProvider() => Task.CompletedTask;

    public Task<IList<Uri>> GetGateways() => Task.FromResult<IList<Uri>>(_options.Gateways);
}
