using System.Net;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Orleans.Messaging;

/// <summary>The gateways of the silos that are in the membership table.</summary>
internal sealed class MembershipGatewayListProvider(IMembershipTable table, IOptions<GatewayOptions> options) : IGatewayListProvider
{
    public TimeSpan MaxStaleness => options.Value.GatewayListRefreshPeriod;

    public bool IsUpdatable => true;

    public Task InitializeGatewayListProvider() => table.InitializeMembershipTable(false);

    // A silo that is leaving still answers what it was asked.
    public async Task<IList<Uri>> GetGateways() =>
        [
            .. (await table.ReadAll())
                .Members.Select(m => m.Item1)
                .Where(m => m.Status is SiloStatus.Active or SiloStatus.ShuttingDown && m.ProxyPort > 0)
                .OrderBy(m => m.SiloAddress)
                .Select(m =>
                    SiloAddress.New(new IPEndPoint(m.SiloAddress.Endpoint.Address, m.ProxyPort), m.SiloAddress.Generation).ToGatewayUri()
                ),
        ];
}
