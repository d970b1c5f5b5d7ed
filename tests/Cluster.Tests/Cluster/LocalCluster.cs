using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using RagCluster.Cluster.Tests.Faults;
using RagCluster.Cluster.Tests.Http;
using RagCluster.Cluster.Tests.Network;
using RagCluster.TestKit;
using RagCluster.TestKit.Servers;
using Xunit.Abstractions;

namespace RagCluster.Cluster.Tests.Cluster;

/// <summary>Several silos as real processes, with a Redis and a PostgreSQL of their own.</summary>
internal sealed class LocalCluster : IAsyncDisposable
{
    /// <summary>The setting of the administrator's key; where it is set, the silos' clients show it.</summary>
    internal const string AdminKey = "RAG__Auth__AdminKey";

    /// <summary>Writes the silos' logs into this folder at the end, where it is set.</summary>
    private const string LogFolderVariable = "RAG_TEST_SILO_LOGS";

    private readonly TempFolder _folder = new();
    private readonly SiloProcess?[] _silos;
    private readonly List<(int Index, SiloProcess Silo)> _all = [];
    private readonly Dictionary<string, string> _settings;
    private readonly SiloNetwork? _network;

    private readonly FakeClock[] _clocks;
    private readonly IReadOnlyList<IReadOnlyDictionary<string, string>> _own;

    private LocalCluster(
        int silos,
        PostgresServer postgres,
        RedisServer redis,
        string database,
        SiloNetwork? network,
        bool withClocks,
        IReadOnlyList<IReadOnlyDictionary<string, string>> own
    )
    {
        _own = own;
        _clocks = withClocks
            ?
            [
                .. Enumerable
                    .Range(0, silos)
                    .Select(index => new FakeClock(Path.Combine(_folder.FullPath, FormattableString.Invariant($"clock-{index}")))),
            ]
            : [];
        _silos = new SiloProcess?[silos];
        _network = network;
        Postgres = postgres;
        Redis = redis;
        _settings = new Dictionary<string, string>
        {
            ["RAG__Storage__Provider"] = "postgres",
            ["RAG__Storage__Postgres__ConnectionString"] = database,
            ["RAG__Cluster__Redis"] = redis.ConnectionString,
            ["Logging__LogLevel__RagCluster.Grains.Operations.ActivationLog"] = "Debug",
            // The server's own: how long a search waits for silos that are gone is what many of these tests see.
            ["RAG__Query__Timeout"] = "00:00:05",
            // Long enough for a balancer that looks twice a second.
            ["RAG__Cluster__DrainDelay"] = "00:00:02",
        };
    }

    /// <summary>The store of record.</summary>
    internal PostgresServer Postgres { get; }

    /// <summary>The members' table and the directory.</summary>
    internal RedisServer Redis { get; }

    /// <summary>How many silos there are when all run.</summary>
    internal int Size => _silos.Length;

    /// <summary>How long the silos took to start over an empty table.</summary>
    internal TimeSpan StartTook { get; private set; }

    /// <summary>The silos that run, with their places.</summary>
    internal IReadOnlyList<(int Index, SiloProcess Silo)> Running
    {
        get
        {
            lock (_all)
            {
                return [.. _silos.Select((silo, index) => (index, silo!)).Where(pair => pair.Item2 is not null)];
            }
        }
    }

    /// <summary>Starts Redis, PostgreSQL and the silos, and waits until all of them are ready.</summary>
    /// <param name="silos">How many silos.</param>
    /// <param name="network">A network in which each silo has a host of its own; null for all on the loopback address.</param>
    /// <param name="withClocks">Whether each silo has a wall clock of its own.</param>
    /// <param name="own">Settings of one silo each, by their environment names.</param>
    /// <param name="redisPassword">Redis's password; empty for none.</param>
    internal static async Task<LocalCluster> StartAsync(
        int silos = 3,
        SiloNetwork? network = null,
        bool withClocks = false,
        IReadOnlyList<IReadOnlyDictionary<string, string>>? own = null,
        string redisPassword = ""
    )
    {
        string servers = network?.Servers ?? LoopbackPort.Address;
        PostgresServer postgres = await PostgresServer.StartAsync(servers);
        RedisServer redis = await StartRedisAsync(servers, redisPassword, postgres);
        LocalCluster cluster = new(silos, postgres, redis, await postgres.CreateDatabaseAsync(), network, withClocks, own ?? []);
        try
        {
            long began = Stopwatch.GetTimestamp();
            await Task.WhenAll(Enumerable.Range(0, silos).Select(cluster.StartSiloAsync));
            cluster.StartTook = Stopwatch.GetElapsedTime(began);
            await cluster.WaitUntilActiveAsync(silos);
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    private static async Task<RedisServer> StartRedisAsync(string host, string password, PostgresServer postgres)
    {
        try
        {
            return await RedisServer.StartAsync(host: host, password: password);
        }
        catch
        {
            await postgres.DisposeAsync();
            throw;
        }
    }

    /// <summary>The settings with which a silo joins, by their environment names.</summary>
    internal IReadOnlyDictionary<string, string> Settings => _settings;

    /// <summary>The silo in a place.</summary>
    internal SiloProcess Silo(int index) => Running.Single(pair => pair.Index == index).Silo;

    /// <summary>The wall clock of the silo in a place.</summary>
    internal FakeClock Clock(int index) => _clocks[index];

    /// <summary>Starts the silo of a place and waits until it is ready.</summary>
    internal async Task StartSiloAsync(int index)
    {
        string name = FormattableString.Invariant($"silo-{index}");
        string host = _network?.Host(index) ?? LoopbackPort.Address;
        Dictionary<string, string> settings = new(_settings) { ["RAG__Cluster__SiloName"] = name, ["RAG__Cluster__AdvertisedHost"] = host };
        // Beyond the loopback address a server asks for credentials; who may do what has tests of its own.
        if (_network is not null)
            settings["RAG__Auth__Required"] = "false";
        IReadOnlyDictionary<string, string>[] further =
        [
            .. _clocks.Skip(index).Take(1).Select(clock => clock.Environment),
            .. _own.Skip(index).Take(1),
        ];
        foreach ((string variable, string value) in further.SelectMany(all => all))
            settings[variable] = value;
        SiloProcess silo = await SiloProcess.StartAsync(Path.Combine(_folder.FullPath, name), settings, _network?.RunOn(index), host);
        if (settings.TryGetValue(AdminKey, out string? key))
            silo.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        lock (_all)
        {
            _silos[index] = silo;
            _all.Add((index, silo));
        }
    }

    /// <summary>Ends a silo with SIGKILL.</summary>
    internal async Task KillAsync(int index)
    {
        SiloProcess silo = Silo(index);
        // Clients learn of it by its silence, not from here: it leaves the list when it is dead.
        await silo.KillAsync();
        Remove(index);
    }

    /// <summary>Asks a silo to end (SIGTERM) and waits for it; a balancer keeps it until it says itself that it is not ready.</summary>
    internal async Task StopAsync(int index)
    {
        SiloProcess silo = Silo(index);
        silo.Signal("TERM");
        Assert.True(await silo.WaitForExitAsync(TestPatience.Max), $"The silo did not end:\n{silo.Log}");
        Remove(index);
    }

    /// <summary>Forgets a silo that has ended by itself.</summary>
    internal void Remove(int index)
    {
        lock (_all)
        {
            _silos[index] = null;
        }
    }

    /// <summary>Waits until every running silo but one sees so many active ones and knows what they are there for.</summary>
    /// <param name="count">How many.</param>
    /// <param name="patience">For how long; <see cref="TestPatience.Max"/> where it is left out.</param>
    /// <param name="except">The silo that is not asked; none where it is left out.</param>
    /// <returns>How long it took.</returns>
    internal async Task<TimeSpan> WaitUntilActiveAsync(int count, TimeSpan? patience = null, int except = -1)
    {
        TimeSpan limit = patience ?? TestPatience.Max;
        long began = Stopwatch.GetTimestamp();
        string seen = "";
        while (Stopwatch.GetElapsedTime(began) < limit)
        {
            Reply?[] views = await Task.WhenAll(
                Running
                    .Where(pair => pair.Index != except)
                    .Select(pair =>
                        new DirectSender(pair.Silo.Http, TimeSpan.FromSeconds(3)).SendAsync(HttpMethod.Get, "/api/v1/cluster", null)
                    )
            );
            if (views.All(view => ActiveCount(view) == count))
                return Stopwatch.GetElapsedTime(began);
            seen = string.Join(", ", views.Select(ActiveCount));
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }

        throw new InvalidOperationException($"After {limit} the silos see {seen} active ones instead of {count}.");
    }

    /// <summary>Asserts that no grain was active on two silos at once, by what all silos that ever ran have logged.</summary>
    internal void AssertNoGrainActiveTwice(ITestOutputHelper output)
    {
        ActivationHistory history = new();
        lock (_all)
        {
            foreach ((_, SiloProcess silo) in _all)
                history.Read(silo.Log, silo.HasExited ? silo.ExitedAt : null);
        }

        string[] doubled = [.. history.FindDoubled()];
        output.WriteLine(
            $"{history.Count} activations of {history.GrainCount} grains on {_all.Count} silos; active twice at once: {doubled.Length}"
        );
        Assert.True(history.Count > 0, "No activation was logged: nothing is proven.");
        Assert.True(doubled.Length == 0, string.Join('\n', doubled.Take(20)));
    }

    /// <summary>Runs a scenario; when it fails, the logs of all silos that ever ran are kept and the message says where.</summary>
    internal async Task KeepLogsOnFailureAsync(string scenario, ITestOutputHelper output, Func<Task> run)
    {
        try
        {
            await run();
        }
        catch
        {
            string folder = Environment.GetEnvironmentVariable(LogFolderVariable) is { Length: > 0 } named
                ? named
                : Path.Combine(ResultsFolder(), scenario);
            Directory.CreateDirectory(folder);
            (int Index, SiloProcess Silo)[] all;
            lock (_all)
            {
                all = [.. _all];
            }

            foreach ((int index, SiloProcess silo) in all)
                await File.WriteAllTextAsync(Path.Combine(folder, FormattableString.Invariant($"silo-{index}-{silo.Id}.log")), silo.Log);
            output.WriteLine($"The logs of {all.Length} silos are in {folder}.");
            throw;
        }
    }

    // Where ./rag test keeps its results: below the checkout.
    private static string ResultsFolder()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "RagCluster.sln")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder?.FullName ?? Path.GetTempPath(), ".rag", "tests", "silos");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach ((int index, SiloProcess silo) in _all)
        {
            string log = FormattableString.Invariant($"silo-{index}-{silo.Id}.log");
            await silo.DisposeAsync();
            if (Environment.GetEnvironmentVariable(LogFolderVariable) is { Length: > 0 } logs)
                await File.WriteAllTextAsync(Path.Combine(Directory.CreateDirectory(logs).FullName, log), silo.Log);
        }

        await Redis.DisposeAsync();
        await Postgres.DisposeAsync();
        _folder.Dispose();
    }

    private static int ActiveCount(Reply? view) =>
        view is { IsAcknowledgement: true } ? view.Json["silos"]!.AsArray().Count(silo => IsOfUse(silo!)) : -1;

    // Until a silo has said what it is there for, the others give it nothing to do.
    private static bool IsOfUse(JsonNode silo) =>
        string.Equals(silo["status"]!.ToString(), "active", StringComparison.OrdinalIgnoreCase) && silo["roles"]!.AsArray().Count > 0;
}
