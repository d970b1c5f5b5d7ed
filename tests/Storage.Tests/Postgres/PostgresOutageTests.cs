using System.Collections.Concurrent;
using System.Diagnostics;
using Npgsql;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Errors;
using RagCluster.Corpus.Jobs;
using RagCluster.Storage.Postgres;
using RagCluster.Storage.Postgres.Connections;
using RagCluster.TestKit;
using RagCluster.TestKit.Servers;
using Xunit.Abstractions;

namespace RagCluster.Storage.Tests.Postgres;

/// <summary>
/// The server goes away and comes back (T5): nothing acknowledged is lost, callers hear of it soon, and the store goes on by itself.
/// </summary>
public sealed class PostgresOutageTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Writers = 8;
    private static readonly CollectionId Collection = new("acme", "outage");
    private static readonly TimeSpan AnswerMax = TimeSpan.FromSeconds(4);
    private readonly ConcurrentDictionary<string, DocumentId> _acknowledged = new();
    private readonly ConcurrentBag<RagException> _refusals = [];
    private PostgresServer _server = null!;
    private PostgresDocumentStore _store = null!;
    private long _slowestTicks;
    private long _lastAcknowledged;
    private int _next;

    public async Task InitializeAsync()
    {
        _server = await PostgresServer.StartAsync();
        PostgresStoreOptions options = new() { ConnectionString = await _server.CreateDatabaseAsync() };
        _store = await PostgresDocumentStore.OpenAsync(options, TimeProvider.System, CancellationToken.None);
        await _store.CreateCollectionAsync(Collection, new CollectionSettings(), CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        await _store.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task KilledServer_LosesNothingAndIsUsedAgainAtOnce()
    {
        using CancellationTokenSource stop = new();
        Task[] writers = [.. Enumerable.Range(0, Writers).Select(_ => Task.Run(() => WriteAsync(stop.Token)))];
        for (int round = 0; round < 3; round++)
        {
            await UntilAsync(() => Task.FromResult(_acknowledged.Count > (round + 1) * 40));
            int refusalsBefore = _refusals.Count;
            await _server.KillAsync();
            await UntilAsync(() => Task.FromResult(_refusals.Count > refusalsBefore));
            await _server.StartAgainAsync();
            long accepting = Stopwatch.GetTimestamp();
            await UntilAsync(() => Task.FromResult(Volatile.Read(ref _lastAcknowledged) > accepting));
            TimeSpan waited = Stopwatch.GetElapsedTime(accepting, Volatile.Read(ref _lastAcknowledged));
            output.WriteLine($"round {round}: accepting to acknowledged {waited.TotalSeconds:F2} s");
            PromisedTime.AssertMet(TimeSpan.FromSeconds(3), waited, "The first write after the server's return was acknowledged");
        }

        await stop.CancelAsync();
        await Task.WhenAll(writers);
        TimeSpan slowest = TimeSpan.FromTicks(_slowestTicks);
        output.WriteLine($"{_acknowledged.Count} acknowledged, {_refusals.Count} refused, slowest answer {slowest.TotalSeconds:F2} s");
        Assert.All(
            _refusals,
            refusal =>
            {
                Assert.Equal((ErrorKind.Unavailable, "storage-unavailable"), (refusal.Kind, refusal.Code));
                Assert.NotNull(refusal.RetryAfter);
            }
        );
        PromisedTime.AssertMet(AnswerMax, slowest, "A write was answered");
        foreach ((string name, DocumentId id) in _acknowledged)
        {
            Document? document = await _store.FindDocumentAsync(Collection, id, CancellationToken.None);
            Assert.Equal(name, document?.Name);
        }

        Assert.InRange(await ConnectionsAsync(), 1, new PostgresStoreOptions().PoolMax);
    }

    [Fact]
    public async Task TerminatedSessions_AreReplacedAndLeakNothing()
    {
        using CancellationTokenSource stop = new();
        Task[] writers = [.. Enumerable.Range(0, Writers).Select(_ => Task.Run(() => WriteAsync(stop.Token)))];
        for (int round = 0; round < 10; round++)
        {
            int before = _acknowledged.Count;
            await _server.ExecuteAsync("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname LIKE 'test%'");
            await UntilAsync(() => Task.FromResult(_acknowledged.Count > before + 10));
        }

        await stop.CancelAsync();
        await Task.WhenAll(writers);
        output.WriteLine($"{_acknowledged.Count} acknowledged, {_refusals.Count} refused");
        foreach (DocumentId id in _acknowledged.Values)
        {
            Assert.NotNull(await _store.FindDocumentAsync(Collection, id, CancellationToken.None));
        }

        Assert.InRange(await ConnectionsAsync(), 1, new PostgresStoreOptions().PoolMax);
    }

    [Fact]
    public async Task HangingServer_IsReportedWithinTheTimeout()
    {
        await _store.ListCollectionsAsync("acme", CancellationToken.None);
        await _server.PauseSessionsAsync();
        try
        {
            Task<TimeSpan>[] calls =
            [
                .. Enumerable
                    .Range(0, 40)
                    .Select(i =>
                        RefusedAfterAsync(
                            i % 2 == 0 ? () => _store.ListCollectionsAsync("acme", CancellationToken.None) : () => AcceptAsync($"hang{i}")
                        )
                    ),
            ];
            TimeSpan[] waited = await Task.WhenAll(calls);
            output.WriteLine($"slowest answer of a hanging server {waited.Max().TotalSeconds:F2} s");
            PromisedTime.AssertMet(AnswerMax, waited.Max(), "A call to a hanging server was answered");
        }
        finally
        {
            await _server.ResumeSessionsAsync();
        }

        long began = Stopwatch.GetTimestamp();
        await UntilAsync(async () => await TryAsync(() => AcceptAsync("after")));
        output.WriteLine($"serving {Stopwatch.GetElapsedTime(began).TotalSeconds:F2} s after the server went on");
    }

    private static async Task<TimeSpan> RefusedAfterAsync(Func<Task> call)
    {
        long began = Stopwatch.GetTimestamp();
        RagException refused = await Assert.ThrowsAsync<RagException>(call);
        Assert.Equal(ErrorKind.Unavailable, refused.Kind);
        return Stopwatch.GetElapsedTime(began);
    }

    private static async Task<bool> TryAsync(Func<Task> call)
    {
        try
        {
            await call();
            return true;
        }
        catch (RagException)
        {
            return false;
        }
    }

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        long began = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(began) < TestPatience.Max, "It did not happen.");
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        }
    }

    private Task<Job> AcceptAsync(string name) =>
        _store.AcceptAsync(
            Collection,
            [new UploadedDocument { Name = name, Content = System.Text.Encoding.UTF8.GetBytes(name) }],
            [],
            CancellationToken.None
        );

    private async Task WriteAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            string name = FormattableString.Invariant($"document {Interlocked.Increment(ref _next)}");
            long began = Stopwatch.GetTimestamp();
            try
            {
                Job job = await AcceptAsync(name);
                _acknowledged[name] = job.Documents[0].DocumentId!;
                Volatile.Write(ref _lastAcknowledged, Stopwatch.GetTimestamp());
            }
            catch (RagException refused)
            {
                _refusals.Add(refused);
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, CancellationToken.None);
            }

            long took = Stopwatch.GetElapsedTime(began).Ticks;
            InterlockedMax(ref _slowestTicks, took);
        }
    }

    private static void InterlockedMax(ref long target, long value)
    {
        long seen = Volatile.Read(ref target);
        while (value > seen && Interlocked.CompareExchange(ref target, value, seen) is long now && now != seen)
        {
            seen = now;
        }
    }

    private async Task<long> ConnectionsAsync()
    {
        await using NpgsqlConnection connection = new($"{_server.ConnectionString()};Pooling=false");
        await connection.OpenAsync();
        await using NpgsqlCommand command = new("SELECT count(*) FROM pg_stat_activity WHERE datname LIKE 'test%'", connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
