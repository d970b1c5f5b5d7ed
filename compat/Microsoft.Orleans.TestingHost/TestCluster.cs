using System.Collections.ObjectModel;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Orleans.TestingHost;

/// <summary>Silos and a client in the process of the tests.</summary>
public class TestCluster : IDisposable, IAsyncDisposable
{
    private readonly List<SiloHandle> _silos = [];
    private readonly IReadOnlyList<Type> _siloConfigurators;
    private readonly IReadOnlyList<Type> _clientConfigurators;
    private readonly IConfigurationRoot _configuration;
    private ServiceProvider? _client;

    internal TestCluster(
        TestClusterOptions options, IConfigurationBuilder configuration, IReadOnlyList<Type> siloConfigurators, IReadOnlyList<Type> clientConfigurators)
    {
        Options = options;
        _siloConfigurators = siloConfigurators;
        _clientConfigurators = clientConfigurators;
        ConfigurationSources = [.. configuration.Sources];
        _configuration = configuration.Build();
    }

    public TestClusterOptions Options { get; }

    public IReadOnlyList<IConfigurationSource> ConfigurationSources { get; }

    public SiloHandle? Primary => _silos.FirstOrDefault();

    public IReadOnlyList<SiloHandle> SecondarySilos => [.. _silos.Skip(1)];

    public ReadOnlyCollection<SiloHandle> Silos => _silos.AsReadOnly();

    public IClusterClient Client => _client?.GetRequiredService<IClusterClient>()
        ?? throw new InvalidOperationException("The cluster has not been deployed, or its client has been stopped.");

    public IGrainFactory GrainFactory => Client;

    public IServiceProvider ServiceProvider => Client.ServiceProvider;

    public void Deploy() => DeployAsync().GetAwaiter().GetResult();

    public async Task DeployAsync()
    {
        if (_silos.Count > 0) throw new InvalidOperationException("Cluster host already deployed.");
        _silos.Add(await StartSiloAsync());
        if (Options.InitializeClientOnDeploy) await InitializeClientAsync();
    }

    public Task InitializeClientAsync()
    {
        _client = InProcessClient.Create(((InProcessSiloHandle)Primary!).ServiceProvider, _configuration, builder =>
        {
            foreach (var configurator in Make<IClientBuilderConfigurator>(_clientConfigurators)) configurator.Configure(_configuration, builder);
        });
        return Task.CompletedTask;
    }

    public IServiceProvider GetSiloServiceProvider(SiloAddress? silo = null) =>
        ((InProcessSiloHandle)(silo is null ? _silos[0] : _silos.First(s => s.SiloAddress.Equals(silo)))).ServiceProvider;

    public IEnumerable<SiloHandle> GetActiveSilos() => _silos.Where(s => s.IsActive);

    public SiloHandle? GetSiloForAddress(SiloAddress siloAddress) => GetActiveSilos().FirstOrDefault(s => s.SiloAddress.Equals(siloAddress));

    public Task<SiloHandle> StartAdditionalSiloAsync(bool startAdditionalSiloOnNewPort = false) =>
        throw new NotSupportedException("TestCluster.StartAdditionalSiloAsync: there is one silo so far.");

    public Task WaitForLivenessToStabilizeAsync(bool didKill = false) => Task.CompletedTask;

    public async Task StopClusterClientAsync()
    {
        if (_client is null) return;
        await _client.DisposeAsync();
        _client = null;
    }

    public async Task StopAllSilosAsync()
    {
        await StopClusterClientAsync();
        foreach (var silo in _silos) await silo.StopSiloAsync(true);
    }

    public void StopAllSilos() => StopAllSilosAsync().GetAwaiter().GetResult();

    public async Task StopSiloAsync(SiloHandle instance) => await instance.StopSiloAsync(true);

    public async Task KillSiloAsync(SiloHandle instance) => await instance.StopSiloAsync(false);

    public async ValueTask DisposeAsync()
    {
        await StopAllSilosAsync();
        foreach (var silo in _silos) await silo.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    public void Dispose()
    {
        DisposeAsync().AsTask().GetAwaiter().GetResult();
        GC.SuppressFinalize(this);
    }

    private static IEnumerable<T> Make<T>(IEnumerable<Type> types) => types.Where(typeof(T).IsAssignableFrom).Select(t => (T)Activator.CreateInstance(t)!);

    private async Task<SiloHandle> StartSiloAsync()
    {
        var builder = Host.CreateDefaultBuilder();
        builder.ConfigureHostConfiguration(configuration =>
        {
            foreach (var source in ConfigurationSources) configuration.Add(source);
        });
        builder.UseOrleans(silo =>
        {
            silo.Configure<Configuration.SiloOptions>(options => options.SiloName = "Primary");
            silo.UseLocalhostClustering(Options.BaseSiloPort, Options.BaseGatewayPort, null, Options.ServiceId, Options.ClusterId);
            foreach (var configurator in Make<ISiloConfigurator>(_siloConfigurators)) configurator.Configure(silo);
        });
        foreach (var configurator in Make<IHostConfigurator>(_siloConfigurators)) configurator.Configure(builder);
        var host = builder.Build();
        await Task.Run(() => host.StartAsync());
        var details = host.Services.GetRequiredService<ILocalSiloDetails>();
        return new InProcessSiloHandle
        {
            SiloHost = host,
            Name = details.Name,
            SiloAddress = details.SiloAddress,
            GatewayAddress = details.GatewayAddress,
            ClusterOptions = Options,
        };
    }
}
