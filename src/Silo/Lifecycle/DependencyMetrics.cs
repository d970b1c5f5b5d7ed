using System.Globalization;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Errors;
using RagCluster.Corpus.Telemetry;
using RagCluster.Silo.Clustering;
using RagCluster.Storage;

namespace RagCluster.Silo.Lifecycle;

/// <summary>
/// Whether what this silo depends on answers it, asked at each reading, and when its certificates end. The membership store is only
/// connected to: who is a member is the silo's own business, and a store that takes connections is there.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="cluster">Where the members are kept.</param>
/// <param name="serverCertificate">The file of the certificate for HTTPS; null where this server ends none.</param>
/// <param name="time">Ends the waits.</param>
internal sealed class DependencyMetrics(IDocumentStore store, ClusterSettings cluster, string? serverCertificate, TimeProvider time)
    : IMetricSource
{
    private const int RedisPort = 6379;

    // Less than the reading's own patience, so that what does not answer is told as 0 and not left out.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public async Task WriteAsync(IMetricSink sink, CancellationToken cancellationToken)
    {
        Task<bool> reading = AnswersAsync(token => store.ListCollectionsAsync(CollectionId.DefaultTenant, token), cancellationToken);
        Task<bool> connecting = cluster.IsShared ? AnswersAsync(ConnectAsync, cancellationToken) : Task.FromResult(true);
        bool reads = await reading;
        sink.Write(MetricList.DependencyUp, reads ? 1 : 0, ("dependency", "store"));
        sink.Write(MetricList.DependencyUp, reads && store.SealedReason is null ? 1 : 0, ("dependency", "store_writes"));
        if (cluster.IsShared)
            sink.Write(MetricList.DependencyUp, await connecting ? 1 : 0, ("dependency", "membership"));
        WriteExpiry(sink, "cluster", cluster.Tls.Certificate);
        WriteExpiry(sink, "server", serverCertificate);
    }

    private async Task<bool> AnswersAsync(Func<CancellationToken, Task> ask, CancellationToken cancellationToken)
    {
        using CancellationTokenSource late = new(Patience, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            await ask(either.Token).WaitAsync(either.Token);
            return true;
        }
        catch (Exception error)
            when (error is RagException or SocketException or TimeoutException
                || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested)
            )
        {
            return false;
        }
    }

    private async Task ConnectAsync(CancellationToken cancellationToken)
    {
        string place = cluster.Redis.Split(',', StringSplitOptions.TrimEntries)[0];
        int colon = place.LastIndexOf(':');
        string host = colon < 0 ? place : place[..colon];
        int port = colon < 0 ? RedisPort : int.Parse(place[(colon + 1)..], CultureInfo.InvariantCulture);
        using Socket socket = new(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(host, port, cancellationToken);
    }

    private static void WriteExpiry(IMetricSink sink, string use, string? file)
    {
        if (string.IsNullOrEmpty(file) || !File.Exists(file))
            return;
        try
        {
            using X509Certificate2 certificate = X509CertificateLoader.LoadCertificateFromFile(file);
            DateTimeOffset end = certificate.NotAfter.ToUniversalTime();
            sink.Write(MetricList.CertificateExpiry, end.ToUnixTimeSeconds(), ("use", use));
        }
        catch (CryptographicException)
        {
            // A container of keys with a password is told by whoever made it.
        }
    }
}
