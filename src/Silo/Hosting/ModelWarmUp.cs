using Microsoft.Extensions.Options;
using RagCluster.Api.Operations;
using RagCluster.Grains.Interfaces.Inference;
using RagCluster.Grains.Topology;

namespace RagCluster.Silo.Hosting;

/// <summary>
/// Loads the default model when the silo has joined, so that the first query does not wait for it. Where the silo runs no models, those
/// that do load it.
/// </summary>
internal sealed partial class ModelWarmUp(IGrainFactory grains, NodeState state, IOptions<SiloTraits> traits, ILogger<ModelWarmUp> log)
    : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!traits.Value.Roles.HasFlag(SiloRoles.Embed))
            return;
        await state.Joined.WaitAsync(stoppingToken);
        try
        {
            await grains.GetGrain<IInferenceGrain>(0).LoadAsync(null, stoppingToken);
        }
        catch (Exception error) when (!stoppingToken.IsCancellationRequested)
        {
            // The service's boundary: a model that can't be loaded fails the calls that need it, and must not stop the silo.
            LogFailed(error);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The default model could not be loaded; the first call tries again")]
    private partial void LogFailed(Exception error);
}
