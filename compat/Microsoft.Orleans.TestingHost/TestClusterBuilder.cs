using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Orleans.TestingHost;

/// <summary>Puts a test cluster together.</summary>
public class TestClusterBuilder
{
    private readonly List<Action<IConfigurationBuilder>> _hostConfiguration = [];
    private readonly List<Action> _builderActions = [];
    private readonly List<Type> _siloConfigurators = [];

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
        where T : new()
    {
        if (!typeof(ISiloConfigurator).IsAssignableFrom(typeof(T)))
            throw new ArgumentException($"The type {typeof(T)} is not assignable to {nameof(ISiloConfigurator)}");
        _siloConfigurators.Add(typeof(T));
        return this;
    }

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
        return new TestCluster(Options, configuration, _siloConfigurators);
    }
}
