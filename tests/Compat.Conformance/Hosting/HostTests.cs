using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using RagCluster.Compat.Conformance.Cluster;
using RagCluster.TestKit.Servers;

namespace RagCluster.Compat.Conformance.Hosting;

/// <summary>A silo in a generic host.</summary>
public sealed class HostTests
{
    public interface IHostedGrain : IGrainWithStringKey
    {
        Task<string> Greet(string name);
    }

    public sealed class Greeter
    {
        public string Greet(string name) => $"hello {name}";
    }

    public sealed class HostedGrain(Greeter greeter, [FromKeyedServices("loud")] Greeter loud, ILocalSiloDetails silo) : Grain, IHostedGrain
    {
        public Task<string> Greet(string name) =>
            Task.FromResult($"{greeter.Greet(name)} from {silo.Name}{(ReferenceEquals(greeter, loud) ? "?" : "")}");
    }

    public sealed class Starter(IGrainFactory factory) : IStartupTask
    {
        public async Task Execute(CancellationToken cancellationToken)
        {
            string greeting = await factory.GetGrain<IHostedGrain>("startup").Greet("startup");
            Gate.Named(greeting).Mark();
        }
    }

    [Fact]
    public async Task UseOrleans_OnApplicationBuilderStartsASilo()
    {
        string name = Gate.NewName();
        HostApplicationBuilder builder = Host.CreateApplicationBuilder();
        builder.Services.AddSingleton<Greeter>();
        builder.Services.AddKeyedSingleton<Greeter>("loud");
        builder.UseOrleans(silo => Configure(silo, name).AddStartupTask<Starter>());
        using IHost host = builder.Build();
        await host.StartAsync();
        await Gate.Named($"hello startup from {name}").Entered;
        IClusterClient client = host.Services.GetRequiredService<IClusterClient>();
        Assert.Equal($"hello bob from {name}", await client.GetGrain<IHostedGrain>("x").Greet("bob"));
        Assert.Equal(name, host.Services.GetRequiredService<ILocalSiloDetails>().Name);
        await host.StopAsync();
    }

    [Fact]
    public async Task Lifecycle_StartsUpwardsAndStopsDownwards()
    {
        ConcurrentQueue<string> log = new();
        IHostBuilder builder = Host.CreateDefaultBuilder();
        builder.UseOrleans(silo =>
        {
            Configure(silo, Gate.NewName());
            silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(new Participant("late", ServiceLifecycleStage.Active, log));
            silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(
                new Participant("early", ServiceLifecycleStage.ApplicationServices, log)
            );
        });
        using IHost host = builder.Build();
        await host.StartAsync();
        await host.StopAsync();
        Assert.Equal(["+early", "+late", "-late", "-early"], log);
    }

    [Fact]
    public async Task CollectionAgeBelowQuantum_IsRefusedAtStart()
    {
        HostApplicationBuilder builder = Host.CreateApplicationBuilder();
        builder.UseOrleans(silo =>
            Configure(silo, Gate.NewName())
                .Configure<GrainCollectionOptions>(options =>
                {
                    options.CollectionAge = TimeSpan.FromSeconds(1);
                    options.CollectionQuantum = TimeSpan.FromSeconds(2);
                })
        );
        using IHost host = builder.Build();
        Exception error = await Assert.ThrowsAnyAsync<Exception>(() => host.StartAsync());
        Assert.Contains(nameof(GrainCollectionOptions.CollectionQuantum), error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CollectionAgeOfAGrainClassBelowQuantum_IsRefusedAtStart()
    {
        HostApplicationBuilder builder = Host.CreateApplicationBuilder();
        builder.UseOrleans(silo =>
            Configure(silo, Gate.NewName())
                .Configure<GrainCollectionOptions>(options =>
                {
                    options.CollectionAge = TimeSpan.FromDays(2);
                    options.CollectionQuantum = TimeSpan.FromDays(1);
                })
        );
        using IHost host = builder.Build();
        Exception error = await Assert.ThrowsAnyAsync<Exception>(() => host.StartAsync());
        Assert.Contains("CollectionAgeLimit", error.ToString(), StringComparison.Ordinal);
    }

    public interface IBriefGrain : IGrainWithStringKey;

    [CollectionAgeLimit(Minutes = 30)]
    public sealed class BriefGrain : Grain, IBriefGrain;

    private static ISiloBuilder Configure(ISiloBuilder silo, string name) =>
        silo.UseLocalhostClustering(LoopbackPort.Reserve(), LoopbackPort.Reserve())
            .Configure<SiloOptions>(options => options.SiloName = name);

    private sealed class Participant(string name, int stage, ConcurrentQueue<string> log) : ILifecycleParticipant<ISiloLifecycle>
    {
        public void Participate(ISiloLifecycle lifecycle) => lifecycle.Subscribe(name, stage, _ => Note('+'), _ => Note('-'));

        private Task Note(char sign)
        {
            log.Enqueue(sign + name);
            return Task.CompletedTask;
        }
    }
}
