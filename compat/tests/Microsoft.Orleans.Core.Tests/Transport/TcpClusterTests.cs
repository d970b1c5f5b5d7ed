using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;

namespace Orleans.Core.Tests.Transport;

/// <summary>Three silos of one table over real connections, and a client that knows two of them.</summary>
public sealed class TcpClusterTests
{
    private const int GrainCount = 60;

    [Fact]
    public async Task GrainsSpread_AndComeBackElsewhereWhenTheirSiloStops()
    {
        InMemoryMembershipTable table = new();
        IHost[] silos = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => StartAsync(table)));
        using IHost client = await ConnectAsync(silos[0], silos[1]);
        IGrainFactory grains = client.Services.GetRequiredService<IGrainFactory>();
        string[] places = await WhereAsync(grains);
        Assert.Equal(3, places.Distinct().Count());
        // The same from inside another silo: one activation per grain.
        Assert.Equal(places, await WhereAsync(silos[2].Services.GetRequiredService<IGrainFactory>()));
        IProbeGrain order = grains.GetGrain<IProbeGrain>("order");
        await Task.WhenAll(Enumerable.Range(0, 500).Select(order.Append));
        // Calls that wait for the grain's place may be overtaken: no order is promised, but none is lost or doubled.
        Assert.Equal(Enumerable.Range(0, 500), (await order.Numbers()).Order());

        await silos[2].StopAsync();
        string stopped = silos[2].Services.GetRequiredService<ILocalSiloDetails>().SiloAddress.ToString();
        string[] after = await WhereAsync(grains);
        Assert.DoesNotContain(stopped, after);
        Assert.Equal(2, after.Distinct().Count());
        await client.StopAsync();
        foreach (IHost? silo in silos)
        {
            await silo.StopAsync();
            silo.Dispose();
        }
    }

    [Fact]
    public async Task KilledSilo_RejectsItsCallsAndItsGrainsComeBack()
    {
        InMemoryMembershipTable table = new();
        IHost[] silos = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => StartAsync(table)));
        IGrainFactory grains = silos[0].Services.GetRequiredService<IGrainFactory>();
        string[] places = await WhereAsync(grains);
        SiloAddress victim = silos[2].Services.GetRequiredService<ILocalSiloDetails>().SiloAddress;
        TaskCompletionSource buried = new(TaskCreationOptions.RunContinuationsAsynchronously);
        silos[0].Services.GetRequiredService<MembershipAgent>().ViewChanged += (_, view) =>
        {
            if (!view.IsServing(victim))
                buried.TrySetResult();
        };
        int index = Array.IndexOf(places, victim.ToString());
        string gate = Guid.NewGuid().ToString();
        Task<bool> call = grains.GetGrain<IProbeGrain>($"grain {index}").Wait(gate, default);
        await Gates.Named(gate).Entered;
        // Without a word to anybody: the others see their connections break.
        await Task.WhenAny(silos[2].StopAsync(new CancellationToken(true)));
        await Assert.ThrowsAnyAsync<OrleansException>(() => call);
        await buried.Task.WaitAsync(TimeSpan.FromSeconds(60));
        Assert.DoesNotContain(victim.ToString(), await WhereAsync(grains));
        Gates.Named(gate).Open();
        foreach (IHost? silo in silos)
        {
            await silo.StopAsync();
            silo.Dispose();
        }
    }

    private static async Task<string[]> WhereAsync(IGrainFactory grains) =>
        await Task.WhenAll(Enumerable.Range(0, GrainCount).Select(i => grains.GetGrain<IProbeGrain>($"grain {i}").Where()));

    private static async Task<IHost> StartAsync(IMembershipTable table)
    {
        HostApplicationBuilder builder = Host.CreateApplicationBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        builder.UseOrleans(silo =>
            silo.ConfigureEndpoints(IPAddress.Loopback, LoopbackPort.Reserve(), LoopbackPort.Reserve())
                .Configure<ClusterMembershipOptions>(options => options.ProbeTimeout = TimeSpan.FromSeconds(1))
                .ConfigureServices(services => services.AddSingleton(table))
        );
        IHost host = builder.Build();
        await host.StartAsync();
        return host;
    }

    private static async Task<IHost> ConnectAsync(params IHost[] silos)
    {
        HostApplicationBuilder builder = Host.CreateApplicationBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        builder.UseOrleansClient(client =>
            client
                .UseStaticClustering([.. silos.Select(s => s.Services.GetRequiredService<ILocalSiloDetails>().GatewayAddress.Endpoint)])
                .Configure<ClientMessagingOptions>(options => options.ResponseTimeout = TimeSpan.FromSeconds(20))
        );
        IHost host = builder.Build();
        await host.StartAsync();
        return host;
    }
}
