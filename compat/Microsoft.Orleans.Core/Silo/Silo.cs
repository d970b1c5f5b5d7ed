using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Orleans.Runtime;

/// <summary>Starts and stops the silo with its host.</summary>
internal sealed class Silo : IHostedService
{
    private readonly SiloLifecycle _lifecycle;
    private readonly SiloServices _services;
    private readonly Catalog _catalog;
    private readonly GrainCallSender _sender;
    private readonly ILogger<Silo> _logger;
    private readonly ActivationShedding _shedding;
    private ITimer? _collector;
    private ITimer? _shedder;

    public Silo(
        SiloLifecycle lifecycle,
        SiloServices services,
        Catalog catalog,
        ActivationShedding shedding,
        GrainCallSender sender,
        GrainReferenceFactory references,
        IEnumerable<ILifecycleParticipant<ISiloLifecycle>> participants,
        ILogger<Silo> logger
    )
    {
        _lifecycle = lifecycle;
        _services = services;
        _catalog = catalog;
        _shedding = shedding;
        _sender = sender;
        _logger = logger;
        services.Router = sender.Router;
        services.References = sender.References = sender.SiloReferences = references;
        _lifecycle.Subscribe("grains", ServiceLifecycleStage.GrainDeactivation, StartCollectingAsync, EndGrainsAsync);
        _lifecycle.Subscribe("calls", ServiceLifecycleStage.RuntimeInitialize, _ => Task.CompletedTask, StopCallsAsync);
        foreach (ILifecycleParticipant<ISiloLifecycle> participant in participants)
            participant.Participate(_lifecycle);
    }

    /// <summary>Whether the silo has started and has not begun to stop.</summary>
    public bool IsActive { get; private set; }

    public DateTimeOffset StartTime { get; private set; }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        StartTime = _services.Time.GetUtcNow();
        await _lifecycle.StartAsync(cancellationToken);
        IsActive = true;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        IsActive = false;
        await _lifecycle.StopAsync(exception => _logger.LogError(exception, "A participant failed to stop."), cancellationToken);
    }

    private Task StartCollectingAsync(CancellationToken cancellationToken)
    {
        TimeSpan quantum = _services.Collection.CollectionQuantum;
        _collector = _services.Time.CreateTimer(static state => ((Catalog)state!).CollectIdle(), _catalog, quantum, quantum);
        _shedder = _shedding.Start();
        return Task.CompletedTask;
    }

    private async Task EndGrainsAsync(CancellationToken cancellationToken)
    {
        if (_collector is not null)
            await _collector.DisposeAsync();
        if (_shedder is not null)
            await _shedder.DisposeAsync();
        try
        {
            await _catalog.DeactivateAllAsync(cancellationToken).WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            _logger.LogWarning("The host's patience ended before all grains were deactivated.");
        }
    }

    private Task StopCallsAsync(CancellationToken cancellationToken)
    {
        _sender.Stop();
        return Task.CompletedTask;
    }
}
