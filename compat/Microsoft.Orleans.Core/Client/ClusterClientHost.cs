using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Orleans.Runtime;

/// <summary>Connects a client with its host and disconnects it.</summary>
internal sealed class ClusterClientHost : IHostedService
{
    private readonly GatewayConnections _gateways;
    private readonly GrainManifest _manifest;
    private readonly GrainCallSender _sender;
    private readonly IClientConnectionRetryFilter? _retry;
    private readonly ILogger<ClusterClientHost> _logger;

    public ClusterClientHost(
        GatewayConnections gateways,
        GrainManifest manifest,
        GrainCallSender sender,
        GrainReferenceFactory references,
        ILogger<ClusterClientHost> logger,
        IEnumerable<IClientConnectionRetryFilter> retry
    )
    {
        _gateways = gateways;
        _manifest = manifest;
        _sender = sender;
        _logger = logger;
        _retry = retry.LastOrDefault();
        sender.References = sender.SiloReferences = references;
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await _gateways.ConnectAsync(cancellationToken);
                _manifest.Import(await ManifestService.AskAsync(_gateways, cancellationToken));
                return;
            }
            catch (Exception exception) when (exception is not OperationCanceledException && _retry is not null)
            {
                _logger.LogWarning(exception, "The client could not connect.");
                if (!await _retry.ShouldRetryConnectionAttempt(exception, cancellationToken))
                    throw;
            }
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _sender.Stop();
        await _gateways.DisposeAsync();
    }
}
