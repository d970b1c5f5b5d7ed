using System.Collections.ObjectModel;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Messaging;

namespace Orleans.TestingHost;

/// <summary>Silos and a client in the process of the tests.</summary>
public partial class TestCluster : IDisposable, IAsyncDisposable
{
    private readonly List<SiloHandle> _silos = [];
    private readonly IReadOnlyList<Type> _siloConfigurators;
    private readonly IConfigurationRoot _configuration;
    private readonly InMemoryMembershipTable _table = new();
    private IHost? _client;
    private short _started;

    internal TestCluster(TestClusterOptions options, IConfigurationBuilder configuration, IReadOnlyList<Type> siloConfigurators)
    {
        Options = options;
        _siloConfigurators = siloConfigurators;
        ConfigurationSources = [.. configuration.Sources];
        _configuration = configuration.Build();
    }

    public TestClusterOptions Options { get; }

    public IReadOnlyList<IConfigurationSource> ConfigurationSources { get; }

    public SiloHandle? Primary { get; private set; }

    public IReadOnlyList<SiloHandle> SecondarySilos
    {
        get
        {
            lock (_silos)
                return [.. _silos.Where(s => s != Primary)];
        }
    }

    /// <summary>The silos that have not been stopped.</summary>
    public ReadOnlyCollection<SiloHandle> Silos
    {
        get
        {
            lock (_silos)
                return new([.. _silos]);
        }
    }

    public IClusterClient Client =>
        _client?.Services.GetRequiredService<IClusterClient>()
        ?? throw new InvalidOperationException("The cluster has not been deployed, or its client has been stopped.");

    public IGrainFactory GrainFactory => Client;

    public IServiceProvider ServiceProvider => Client.ServiceProvider;

    public void Deploy() => DeployAsync().GetAwaiter().GetResult();

    public async Task DeployAsync()
    {
        if (_started > 0)
            throw new InvalidOperationException("Cluster host already deployed.");
        Primary = await StartSiloAsync(NextNumber());
        await StartAdditionalSilosAsync(Options.InitialSilosCount - 1);
        await WaitForLivenessToStabilizeAsync();
        if (Options.InitializeClientOnDeploy)
            await InitializeClientAsync();
    }

    public async Task InitializeClientAsync()
    {
        IHostBuilder builder = Host.CreateDefaultBuilder();
        builder.ConfigureHostConfiguration(configuration =>
        {
            foreach (IConfigurationSource source in ConfigurationSources)
                configuration.Add(source);
        });
        builder.UseOrleansClient(
            (_, client) =>
            {
                client.Services.AddSingleton<IGatewayListProvider>(provider => new MembershipGatewayListProvider(
                    _table,
                    provider.GetRequiredService<IOptions<GatewayOptions>>()
                ));
                client.Configure<GatewayOptions>(options => options.GatewayListRefreshPeriod = TimeSpan.FromSeconds(1));
            }
        );
        _client = builder.Build();
        await Task.Run(() => _client.StartAsync());
    }

    public IServiceProvider GetSiloServiceProvider(SiloAddress? silo = null) =>
        ((InProcessSiloHandle)(silo is null ? Silos[0] : Silos.First(s => s.SiloAddress.Equals(silo)))).ServiceProvider;

    public IEnumerable<SiloHandle> GetActiveSilos() => Silos.Where(s => s.IsActive);

    public SiloHandle? GetSiloForAddress(SiloAddress siloAddress) =>
        GetActiveSilos().FirstOrDefault(s => s.SiloAddress.Equals(siloAddress));

    public SiloHandle StartAdditionalSilo(bool startAdditionalSiloOnNewPort = false) =>
        StartAdditionalSiloAsync(startAdditionalSiloOnNewPort).GetAwaiter().GetResult();

    public async Task<SiloHandle> StartAdditionalSiloAsync(bool startAdditionalSiloOnNewPort = false) =>
        (await StartAdditionalSilosAsync(1, startAdditionalSiloOnNewPort))[0];

    public async Task<List<SiloHandle>> StartAdditionalSilosAsync(int silosToStart, bool startAdditionalSiloOnNewPort = false) =>
        [.. await Task.WhenAll(Enumerable.Range(0, silosToStart).Select(_ => StartSiloAsync(NextNumber())))];

    /// <summary>Ends when all silos agree on who is there. Nothing is waited for longer than the membership's own periods allow.</summary>
    public async Task WaitForLivenessToStabilizeAsync(bool didKill = false)
    {
        TimeProvider time = TimeProvider.System;
        long started = time.GetTimestamp();
        TimeSpan limit = GetLivenessStabilizationTime(MembershipOptions(), didKill);
        while (time.GetElapsedTime(started) < limit && !IsStable())
            await Task.Delay(TimeSpan.FromMilliseconds(10), time);
    }

    public static TimeSpan GetLivenessStabilizationTime(ClusterMembershipOptions clusterMembershipOptions, bool didKill = false)
    {
        ArgumentNullException.ThrowIfNull(clusterMembershipOptions);
        TimeSpan stabilization = clusterMembershipOptions.UseLivenessGossip
            ? TimeSpan.FromSeconds(5)
            : clusterMembershipOptions.TableRefreshTimeout * 2;
        return didKill
            ? stabilization + (clusterMembershipOptions.ProbeTimeout * clusterMembershipOptions.NumMissedProbesLimit)
            : stabilization;
    }

    public async Task StopClusterClientAsync()
    {
        if (_client is null)
            return;
        await _client.StopAsync();
        _client.Dispose();
        _client = null;
    }

    public async Task StopSecondarySilosAsync()
    {
        foreach (SiloHandle silo in SecondarySilos)
            await StopSiloAsync(silo);
    }

    public async Task StopPrimarySiloAsync()
    {
        if (Primary is not null)
            await StopSiloAsync(Primary);
    }

    public async Task StopAllSilosAsync()
    {
        await StopClusterClientAsync();
        await StopSecondarySilosAsync();
        await StopPrimarySiloAsync();
    }

    public void StopAllSilos() => StopAllSilosAsync().GetAwaiter().GetResult();

    public Task StopSiloAsync(SiloHandle instance) => StopAsync(instance, stopGracefully: true);

    /// <summary>Takes a silo away without letting it say goodbye.</summary>
    public Task KillSiloAsync(SiloHandle instance) => StopAsync(instance, stopGracefully: false);

    /// <summary>Stops a silo and starts another under its name.</summary>
    public async Task<SiloHandle?> RestartSiloAsync(SiloHandle? instance)
    {
        if (instance is null)
            return null;
        bool isPrimary = instance == Primary;
        await StopSiloAsync(instance);
        SiloHandle restarted = await StartSiloAsync(instance.InstanceNumber);
        if (isPrimary)
            Primary = restarted;
        return restarted;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAllSilosAsync();
        GC.SuppressFinalize(this);
    }

    public void Dispose()
    {
        DisposeAsync().AsTask().GetAwaiter().GetResult();
        GC.SuppressFinalize(this);
    }

    private static IEnumerable<T> Make<T>(IEnumerable<Type> types) =>
        types.Where(typeof(T).IsAssignableFrom).Select(t => (T)Activator.CreateInstance(t)!);

    private ClusterMembershipOptions MembershipOptions() =>
        Silos
            .OfType<InProcessSiloHandle>()
            .Select(s => s.ServiceProvider.GetRequiredService<IOptions<ClusterMembershipOptions>>().Value)
            .FirstOrDefault()
        ?? new();

    private bool IsStable()
    {
        MembershipView[] views = GetActiveSilos()
            .Cast<InProcessSiloHandle>()
            .Select(s => s.ServiceProvider.GetRequiredService<MembershipAgent>().View)
            .ToArray();
        HashSet<SiloAddress> active = GetActiveSilos().Select(s => s.SiloAddress).ToHashSet();
        return views.All(v => active.SetEquals(v.Active) && v.Epoch == views[0].Epoch);
    }

    private short NextNumber() => _started++;

    private async Task StopAsync(SiloHandle silo, bool stopGracefully)
    {
        lock (_silos)
            _silos.Remove(silo);
        if (!stopGracefully)
            await ((InProcessSiloHandle)silo).ServiceProvider.GetRequiredService<SiloTransport>().DisposeAsync();
        await silo.StopSiloAsync(stopGracefully);
        await silo.DisposeAsync();
    }
}
