using Microsoft.Extensions.Options;
using RagCluster.Api.Operations;
using RagCluster.Grains.Shards;

namespace RagCluster.Silo.Lifecycle;

/// <summary>
/// Tells the node's state: active when the silo has joined; draining as soon as the host is asked to stop, some time before the
/// listener closes, so that a balancer has noticed before the first connection is refused and other silos hold what this one held.
/// </summary>
internal sealed partial class NodeLifecycle(
    NodeState state,
    HandOver handOver,
    IOptions<LifecycleOptions> options,
    TimeProvider time,
    ILogger<NodeLifecycle> log
) : IHostedLifecycleService, ILifecycleParticipant<ISiloLifecycle>
{
    /// <inheritdoc/>
    public void Participate(ISiloLifecycle observer) =>
        observer.Subscribe(
            nameof(NodeLifecycle),
            ServiceLifecycleStage.Active,
            _ =>
            {
                state.Join();
                return Task.CompletedTask;
            }
        );

    /// <inheritdoc/>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        state.Drain();
        if (!handOver.IsOutcast)
            await DrainAsync(cancellationToken);
        if (handOver.IsOutcast)
        {
            LogOutcast();
            state.Abandon();
        }
    }

    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task DrainAsync(CancellationToken cancellationToken)
    {
        LogDraining();
        try
        {
            await Task.WhenAll(Task.Delay(options.Value.DrainDelay, time, cancellationToken), handOver.RunAsync(cancellationToken));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            LogCutShort();
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Draining: this node is not ready any more and hands over what others can take")]
    private partial void LogDraining();

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "The other silos have declared this one dead: it breaks off what it has begun and ends"
    )]
    private partial void LogOutcast();

    [LoggerMessage(Level = LogLevel.Warning, Message = "The host's patience ended before everything was handed over")]
    private partial void LogCutShort();
}
