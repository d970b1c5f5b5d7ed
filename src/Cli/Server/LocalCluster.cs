using System.Globalization;
using RagCluster.Cli.Client;
using RagCluster.Cli.Output;

namespace RagCluster.Cli.Server;

/// <summary>
/// Several silos on this machine, with the Redis and the PostgreSQL they share unless settings name others. The silos end first, then
/// what they need. A silo that ends by itself is started again, a bounded number of times.
/// </summary>
internal sealed class LocalCluster : IAsyncDisposable
{
    private const string RedisSetting = "RAG__Cluster__Redis";
    private const string TlsSetting = "RAG__Cluster__Tls__Certificate";
    private const string PostgresSetting = "RAG__Storage__Postgres__ConnectionString";
    private const string BucketSetting = "RAG__Shards__SnapshotBucket";
    private const string ThreadsSetting = "RAG__Inference__Threads";
    private const string CoresSetting = "RAG__Inference__Cores";
    private const int RestartsMax = 5;
    private static readonly TimeSpan RestartPause = TimeSpan.FromSeconds(1);
    private readonly string _folder;
    private readonly int _firstPort;
    private readonly bool _showLog;
    private readonly ServerProcess?[] _silos;
    private readonly Dictionary<string, string> _shared = new() { ["RAG__Storage__Provider"] = "postgres" };
    private RedisProcess? _redis;
    private PostgresProcess? _postgres;

    private LocalCluster(string folder, int firstPort, int silos, bool showLog)
    {
        _folder = folder;
        _firstPort = firstPort;
        _showLog = showLog;
        _silos = new ServerProcess[silos];
        // Each silo would take itself for alone on these processors, and bulk work on all of them would slow every query.
        if (!IsSet(ThreadsSetting) && !IsSet(CoresSetting))
            _shared[ThreadsSetting] = Math.Max(1, Environment.ProcessorCount / silos).ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Where the silos named silo1, silo2 … serve; one that is being started again is left out.</summary>
    internal IReadOnlyDictionary<string, Uri> Addresses =>
        Enumerable.Range(0, _silos.Length).Where(i => _silos[i] is not null).ToDictionary(NameOf, i => _silos[i]!.Address);

    /// <summary>The process of a silo.</summary>
    /// <param name="name">Its name.</param>
    internal int ProcessIdOf(string name) =>
        Enumerable.Range(0, _silos.Length).Where(i => NameOf(i) == name).Select(i => _silos[i]!.Id).Single();

    /// <summary>Processor time that the silos used so far, in sum.</summary>
    internal TimeSpan ProcessorTime => _silos.OfType<ServerProcess>().Aggregate(TimeSpan.Zero, (sum, silo) => sum + silo.ProcessorTime);

    /// <summary>Starts everything and waits until each silo is ready.</summary>
    /// <param name="folder">The folder that keeps everything.</param>
    /// <param name="firstPort">The first silo's HTTP port; the others follow.</param>
    /// <param name="silos">How many silos.</param>
    /// <param name="showLog">Whether their logs and progress go to standard error.</param>
    /// <param name="cancellationToken">Ends the wait and everything that was started.</param>
    /// <exception cref="RagClientException">Something did not start; the message says what and why.</exception>
    internal static async Task<LocalCluster> StartAsync(
        string folder,
        int firstPort,
        int silos,
        bool showLog,
        CancellationToken cancellationToken
    )
    {
        LocalCluster cluster = new(Path.GetFullPath(folder), firstPort, silos, showLog);
        foreach (int port in Enumerable.Range(firstPort, silos))
            await LoopbackPort.RequireUnusedAsync(port, cancellationToken);
        try
        {
            await cluster.StartStoresAsync(cancellationToken);
            // The first alone: it brings the database to the newest schema.
            await cluster.StartSiloAsync(0, cancellationToken);
            await Task.WhenAll(Enumerable.Range(1, silos - 1).Select(i => cluster.StartSiloAsync(i, cancellationToken)));
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Keeps the silos running until the command is ended.</summary>
    /// <exception cref="RagClientException">A store ended, or a silo ended too often.</exception>
    internal async Task KeepAsync(CancellationToken cancellationToken)
    {
        List<Task> watched = [.. Enumerable.Range(0, _silos.Length).Select(i => KeepSiloAsync(i, cancellationToken))];
        if (_redis is { } redis)
            watched.Add(FailWhenEndedAsync("Redis", redis.Exited, () => redis.LastLines, cancellationToken));
        if (_postgres is { } postgres)
            watched.Add(FailWhenEndedAsync("PostgreSQL", postgres.Exited, () => postgres.LastLines, cancellationToken));
        await await Task.WhenAny(watched);
    }

    /// <summary>Ends the silos, then what they share.</summary>
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_silos.OfType<ServerProcess>().Select(silo => silo.DisposeAsync().AsTask()));
        if (_redis is not null)
            await _redis.DisposeAsync();
        if (_postgres is not null)
            await _postgres.DisposeAsync();
    }

    private static async Task FailWhenEndedAsync(string name, Task ended, Func<string> lastLines, CancellationToken cancellationToken)
    {
        await ended.WaitAsync(cancellationToken);
        throw new RagClientException($"{name} ended:{Environment.NewLine}{lastLines()}");
    }

    private static string NameOf(int index) => $"silo{index + 1}";

    private static bool IsSet(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 };

    private async Task StartStoresAsync(CancellationToken cancellationToken)
    {
        if (!IsSet(RedisSetting))
        {
            _redis = await RedisProcess.StartAsync(Path.Combine(_folder, "redis"), cancellationToken);
            _shared[RedisSetting] = _redis.ConnectionString;
            Report.Note($"Redis at {_redis.Address}.");
            // Where another Redis is named, silos may be elsewhere that hold no such certificate.
            if (!IsSet(TlsSetting))
                MakeCertificates();
        }

        if (!IsSet(PostgresSetting) && !IsSet("ConnectionStrings__postgres"))
        {
            string folder = Path.Combine(_folder, "postgres");
            _postgres = await PostgresProcess.StartAsync(folder, cancellationToken);
            _shared[PostgresSetting] = _postgres.ConnectionString;
            Report.Note($"PostgreSQL with its data in {folder}.");
        }
    }

    private void MakeCertificates()
    {
        foreach ((string name, string value) in ClusterCertificates.Create(Path.Combine(_folder, "tls"), TimeProvider.System))
            _shared[name] = value;
        Report.Note("The silos speak TLS with certificates made for this run.");
    }

    private async Task StartSiloAsync(int index, CancellationToken cancellationToken)
    {
        string name = NameOf(index);
        Dictionary<string, string> settings = new(_shared)
        {
            ["RAG__Storage__DataFolder"] = Path.Combine(_folder, name),
            ["RAG__Cluster__SiloName"] = name,
        };
        if (!IsSet(BucketSetting))
            settings["RAG__Shards__SnapshotFolder"] = Path.Combine(_folder, "snapshots");
        ServerProcess silo = await ServerProcess.StartAsync(
            Programs.OwnGroup,
            _firstPort + index,
            settings,
            _showLog ? $"{name} | " : null,
            cancellationToken
        );
        _silos[index] = silo;
        Report.Note($"{name} serves at {silo.Address} (process {silo.Id}).");
    }

    private async Task KeepSiloAsync(int index, CancellationToken cancellationToken)
    {
        for (int restarts = 1; ; restarts++)
        {
            ServerProcess silo = _silos[index]!;
            await silo.Exited.WaitAsync(cancellationToken);
            string what = $"{NameOf(index)} ended with code {silo.ExitCode}";
            if (restarts > RestartsMax)
                throw new RagClientException($"{what} after {RestartsMax} restarts:{Environment.NewLine}{silo.LastLines}");
            Report.Note($"{what}; it is started again ({restarts} of {RestartsMax}).");
            _silos[index] = null;
            await silo.DisposeAsync();
            restarts = await RestartSiloAsync(index, restarts, cancellationToken);
        }
    }

    // A silo that does not come up has ended too, and counts.
    private async Task<int> RestartSiloAsync(int index, int restarts, CancellationToken cancellationToken)
    {
        while (true)
        {
            await Task.Delay(RestartPause * restarts, TimeProvider.System, cancellationToken);
            try
            {
                await StartSiloAsync(index, cancellationToken);
                return restarts;
            }
            catch (RagClientException failed) when (restarts < RestartsMax)
            {
                restarts++;
                Report.Note($"{failed.Message} It is started again ({restarts} of {RestartsMax}).");
            }
        }
    }
}
