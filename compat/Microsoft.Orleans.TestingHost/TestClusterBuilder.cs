using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Orleans.TestingHost;

/// <summary>Puts a test cluster together.</summary>
public class TestClusterBuilder
{
    private readonly List<Action<IConfigurationBuilder>> _hostConfiguration = [];
    private readonly List<Action> _builderActions = [];
    private readonly List<Type> _siloConfigurators = [];
    private readonly List<Type> _clientConfigurators = [];

    public TestClusterBuilder()
        : this(2) { }

    public TestClusterBuilder(short initialSilosCount) =>
        Options = new TestClusterOptions
        {
            InitialSilosCount = initialSilosCount,
            ClusterId = CreateClusterId(),
            ServiceId = Guid.NewGuid().ToString("N"),
            UseTestClusterMembership = true,
            InitializeClientOnDeploy = true,
            AssumeHomogenousSilosForTesting = true,
            BaseSiloPort = FreePorts.FindRange(),
            BaseGatewayPort = FreePorts.FindRange(),
        };

    public Dictionary<string, string?> Properties { get; } = [];

    public TestClusterOptions Options { get; }

    public static string CreateClusterId() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"testcluster-{TimeProvider.System.GetUtcNow():yyyy-MM-dd-HH-mm-ss}-{Random.Shared.Next(1000)}"
        );

    public TestClusterBuilder ConfigureBuilder(Action configureDelegate)
    {
        ArgumentNullException.ThrowIfNull(configureDelegate);
        _builderActions.Add(configureDelegate);
        return this;
    }

    public TestClusterBuilder ConfigureHostConfiguration(Action<IConfigurationBuilder> configureDelegate)
    {
        ArgumentNullException.ThrowIfNull(configureDelegate);
        _hostConfiguration.Add(configureDelegate);
        return this;
    }

    public TestClusterBuilder AddSiloBuilderConfigurator<T>()
        where T : new() => Add<T>(_siloConfigurators, Options.SiloBuilderConfiguratorTypes, typeof(ISiloConfigurator));

    public TestClusterBuilder AddClientBuilderConfigurator<T>()
        where T : new() => Add<T>(_clientConfigurators, Options.ClientBuilderConfiguratorTypes, typeof(IClientBuilderConfigurator));

    public TestCluster Build()
    {
        foreach (Action action in _builderActions)
            action();
        ConfigurationBuilder configuration = new();
        configuration.AddInMemoryCollection(Properties);
        configuration.AddInMemoryCollection(
            new Dictionary<string, string?> { ["Orleans:ClusterId"] = Options.ClusterId, ["Orleans:ServiceId"] = Options.ServiceId }
        );
        foreach (Action<IConfigurationBuilder> configure in _hostConfiguration)
            configure(configuration);
        return new TestCluster(Options, configuration, _siloConfigurators, _clientConfigurators);
    }

    private TestClusterBuilder Add<T>(List<Type> configurators, List<string?> names, Type kind)
    {
        if (!kind.IsAssignableFrom(typeof(T)) && !typeof(IHostConfigurator).IsAssignableFrom(typeof(T)))
            throw new ArgumentException($"The type {typeof(T)} is not assignable to either {kind.Name} or {nameof(IHostConfigurator)}");
        configurators.Add(typeof(T));
        names.Add(typeof(T).AssemblyQualifiedName);
        return this;
    }
}
