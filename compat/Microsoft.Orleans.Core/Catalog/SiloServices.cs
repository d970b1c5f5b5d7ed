using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Orleans.Runtime;

/// <summary>What every activation of a silo shares.</summary>
internal sealed class SiloServices(
    IServiceProvider services,
    ILocalSiloDetails silo,
    TimeProvider time,
    IOptions<GrainCollectionOptions> collection,
    IOptions<SchedulingOptions> scheduling,
    ILoggerFactory loggers
)
{
    private readonly Lazy<IIncomingGrainCallFilter[]> _filters = new(() => [.. services.GetServices<IIncomingGrainCallFilter>()]);

    public IServiceProvider Services { get; } = services;

    public SiloAddress Address => silo.SiloAddress;

    public TimeProvider Time { get; } = time;

    public GrainCollectionOptions Collection { get; } = collection.Value;

    public TimeSpan Quantum { get; } = scheduling.Value.ActivationSchedulingQuantum;

    /// <summary>Made at the first call: a filter may itself ask for a grain factory.</summary>
    public IIncomingGrainCallFilter[] Filters => _filters.Value;

    public ILogger Logger { get; } = loggers.CreateLogger("Orleans.Grain");

    /// <summary>Set by the silo once both exist; the router needs the catalog, which makes activations.</summary>
    public IMessageRouter Router { get; set; } = null!;

    /// <summary>Null when there is one silo for good: then what the catalog holds is the only activation.</summary>
    public IActivationRegistry? Registry { get; set; }

    /// <summary>Null when there is one silo for good.</summary>
    public ActivationMigration? Migration { get; set; }

    /// <summary>Where activations of other silos are, as far as this one remembers.</summary>
    public GrainLocationCache Locations { get; } = new();

    public GrainReferenceFactory References { get; set; } = null!;
}
