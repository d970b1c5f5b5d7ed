using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using RagCluster.TestKit.Servers;

namespace RagCluster.Compat.Conformance.Clients;

/// <summary>A silo with open endpoints and a client that knows only its gateway.</summary>
public sealed class ClientFixture : IAsyncLifetime
{
    private IHost _silo = null!;
    private IHost _client = null!;

    public IGrainFactory Client => _client.Services.GetRequiredService<IClusterClient>();

    public IServiceProvider SiloServices => _silo.Services;

    public async Task InitializeAsync()
    {
        (int siloPort, int gatewayPort) = (LoopbackPort.Reserve(), LoopbackPort.Reserve());
        HostApplicationBuilder silo = Host.CreateApplicationBuilder();
        silo.UseOrleans(builder =>
            builder.UseLocalhostClustering(siloPort, gatewayPort).ConfigureEndpoints(IPAddress.Loopback, siloPort, gatewayPort)
        );
        _silo = silo.Build();
        await _silo.StartAsync();
        HostApplicationBuilder client = Host.CreateApplicationBuilder();
        client.UseOrleansClient(builder =>
            builder
                .UseLocalhostClustering(gatewayPort)
                .Configure<ClientMessagingOptions>(options => options.ResponseTimeout = TimeSpan.FromSeconds(20))
        );
        _client = client.Build();
        await _client.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await _client.StopAsync();
        _client.Dispose();
        await _silo.StopAsync();
        _silo.Dispose();
    }
}
