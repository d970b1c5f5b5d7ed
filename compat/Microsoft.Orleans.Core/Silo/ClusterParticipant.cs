using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Runtime.Placement;

namespace Orleans.Runtime;

/// <summary>Joins the cluster while the silo starts and leaves it while it stops.</summary>
internal sealed class ClusterParticipant : ILifecycleParticipant<ISiloLifecycle>
{
    private static readonly TimeSpan DrainTimeout = TimeSpan.FromSeconds(5);

    private readonly MembershipAgent _membership;
    private readonly SiloTransport _transport;
    private readonly TimeProvider _time;
    private readonly Catalog _catalog;
    private readonly ILogger _logger;
    private readonly IHostApplicationLifetime? _lifetime;

    public ClusterParticipant(
        MembershipAgent membership,
        Catalog catalog,
        SiloServices silo,
        IServiceProvider services,
        IHostApplicationLifetime? lifetime = null
    )
    {
        _membership = membership;
        _catalog = catalog;
        _lifetime = lifetime;
        _transport = services.GetRequiredService<SiloTransport>();
        _time = silo.Time;
        _logger = silo.Logger;
        services.GetRequiredService<SiloLoads>();
        services.GetRequiredService<SiloControl>();
        if (services.GetService<IMembershipTable>() is not null)
        {
            silo.Registry = services.GetRequiredService<IActivationRegistry>();
            silo.Migration = services.GetRequiredService<ActivationMigration>();
        }

        services.GetRequiredService<ClusterGrainDirectory>().Duplicate += address =>
            catalog
                .Find(address.GrainId)
                ?.DeactivateAsync(
                    new DeactivationReason(DeactivationReasonCode.DuplicateActivation, "Another activation of the grain exists."),
                    CancellationToken.None
                );
        membership.Evicted += OnEvicted;
    }

    public void Participate(ISiloLifecycle lifecycle)
    {
        lifecycle.Subscribe("membership", ServiceLifecycleStage.RuntimeGrainServices, _membership.JoinAsync, SignOffAsync);
        lifecycle.Subscribe("service", ServiceLifecycleStage.ApplicationServices, static _ => Task.CompletedTask, StopServingAsync);
        lifecycle.Subscribe("activity", ServiceLifecycleStage.BecomeActive, _membership.BecomeActiveAsync, LeaveAsync);
    }

    // A host that is stopped with an ended token is to vanish as if it had been killed: the others find out by themselves.
    private Task LeaveAsync(CancellationToken cancellationToken) =>
        cancellationToken.IsCancellationRequested ? Task.CompletedTask : _membership.BeginLeavingAsync();

    // The grains are gone; calls that still come here, also those that were sent just before the news of it, are sent on, and those under
    // way get their answers back through here.
    private async Task StopServingAsync(CancellationToken cancellationToken)
    {
        // Nobody answers, nor waits for, a silo that has been declared dead.
        if (cancellationToken.IsCancellationRequested || _membership.IsEvicted)
            return;
        await _membership.StopServingAsync();
        long started = _time.GetTimestamp();
        using CancellationTokenSource deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(DrainTimeout);
        await Task.WhenAll(_membership.View.Active.Select(silo => ReceiveLastCallsAsync(silo, deadline.Token)));
        while (_transport.WaitingCount > 0 && _time.GetElapsedTime(started) < DrainTimeout && !cancellationToken.IsCancellationRequested)
            await Task.Delay(TimeSpan.FromMilliseconds(10), _time, CancellationToken.None);
    }

    private async Task ReceiveLastCallsAsync(SiloAddress sender, CancellationToken cancellationToken)
    {
        try
        {
            // The news may have been lost on its way.
            await _membership.ExchangeAsync(sender, cancellationToken);
            await _transport.ReceiveLastCallsAsync(sender, cancellationToken);
        }
        catch (Exception exception) when (exception is OrleansException or OperationCanceledException)
        {
            _logger.LogDebug(exception, "{Silo} did not say whether all its calls have come.", sender);
        }
    }

    private async Task SignOffAsync(CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            _membership.Dispose();
        else
            await _membership.EndAsync();
    }

    private void OnEvicted(string reason)
    {
        _ = _catalog.DeactivateAllAsync(new CancellationToken(canceled: true));
        _lifetime?.StopApplication();
    }
}
