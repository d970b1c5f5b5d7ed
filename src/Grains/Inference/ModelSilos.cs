using Microsoft.Extensions.Logging;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Topology;
using RagCluster.Planning.Calls.Routing;

namespace RagCluster.Grains.Inference;

/// <summary>
/// Runs a model on some silo that is there for it: those with a GPU before the others, this one before the rest, otherwise the less loaded
/// of two drawn ones; and on another one when it fails or has no room.
/// </summary>
/// <param name="grains">Reaches the models' grains.</param>
/// <param name="cluster">Says which silos run models.</param>
/// <param name="time">The clock of latencies.</param>
/// <param name="log">Says which silo failed.</param>
internal sealed partial class ModelSilos(IGrainFactory grains, IClusterView cluster, TimeProvider time, ILogger<ModelSilos> log)
{
    private readonly ReplicaChooser _chooser = new(time, Random.Shared.NextDouble);

    /// <summary>Calls a model on one silo after another until one answers.</summary>
    /// <exception cref="RagException">What the last silo said, or Unavailable.</exception>
    internal async Task<TReply> AskAsync<TGrain, TReply>(string model, Func<TGrain, Task<TReply>> ask)
        where TGrain : IGrainWithStringKey
    {
        (List<RouteTarget> open, List<RouteTarget> others) = Targets();
        while (true)
        {
            RouteTarget target = Choose(open);
            open.Remove(target);
            // Slower than those with a GPU, but better than none.
            if (open.Count == 0)
            {
                open = others;
                others = [];
            }

            long began = time.GetTimestamp();
            bool isSilosFault = false;
            _chooser.Begin(target.Key);
            try
            {
                return await ask(grains.GetGrain<TGrain>(Keys.Model(model, target.Key)));
            }
            catch (RagException error) when (error.Kind == ErrorKind.Overloaded && open.Count > 0)
            {
                // Another silo may have room: its queue is its own.
            }
            catch (Exception error)
                when (error
                        is OrleansException
                            or TimeoutException
                            or RagException { Kind: ErrorKind.Unavailable, Code: not ModelCalls.DeadlineExceeded }
                )
            {
                isSilosFault = true;
                LogFailed(error, target.Key, model);
                if (open.Count == 0)
                    throw error as RagException
                        ?? new RagException(
                            ErrorKind.Unavailable,
                            "model-unavailable",
                            $"No silo could run the model '{model}'; try again.",
                            innerException: error
                        );
            }
            finally
            {
                if (isSilosFault)
                    _chooser.Fail(target.Key);
                else
                    _chooser.Succeed(target.Key, time.GetElapsedTime(began));
            }
        }
    }

    /// <summary>Calls a model on every silo that it runs on as long as it has room.</summary>
    internal Task NotifyAllAsync<TGrain>(string model, Func<TGrain, Task> notify)
        where TGrain : IGrainWithStringKey =>
        Task.WhenAll(Targets().First.Select(target => notify(grains.GetGrain<TGrain>(Keys.Model(model, target.Key)))));

    // The silos that are asked first, and those that are asked when none of them answers.
    private (List<RouteTarget> First, List<RouteTarget> Others) Targets()
    {
        IReadOnlyList<ClusterSilo> silos = cluster.With(SiloRoles.Embed);
        return silos.Any(silo => silo.HasGpu)
            ? (Named(silos.Where(silo => silo.HasGpu)), Named(silos.Where(silo => !silo.HasGpu)))
            : (Named(silos), []);
    }

    private static List<RouteTarget> Named(IEnumerable<ClusterSilo> silos) =>
        [.. silos.Select(silo => new RouteTarget(silo.Address, silo.Capacity))];

    // Here a call costs nothing.
    private RouteTarget Choose(List<RouteTarget> open) =>
        open.FindIndex(target => target.Key == cluster.Local) is >= 0 and int here && !_chooser.IsSuspect(open[here].Key)
            ? open[here]
            : _chooser.Choose(open);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Silo {Silo} did not run model {Model}; another one is asked")]
    private partial void LogFailed(Exception error, string silo, string model);
}
