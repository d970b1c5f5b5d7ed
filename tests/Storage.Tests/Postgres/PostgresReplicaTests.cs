using System.Diagnostics.Metrics;
using System.Text;
using Npgsql;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Jobs;
using RagCluster.Storage.Postgres;
using RagCluster.Storage.Postgres.Connections;
using RagCluster.TestKit;
using RagCluster.TestKit.Servers;

namespace RagCluster.Storage.Tests.Postgres;

/// <summary>A real streaming replica: it answers when it has everything, and is never missed when it has not.</summary>
public sealed class PostgresReplicaTests : IAsyncLifetime, IDisposable
{
    private static readonly CollectionId Papers = new("acme", "papers");
    private readonly Dictionary<string, int> _outcomes = [];
    private readonly MeterListener _listener = new();
    private PostgresServer _primary = null!;
    private PostgresServer _replica = null!;
    private string _database = "";
    private PostgresDocumentStore _store = null!;

    private static CancellationToken None => CancellationToken.None;

    public async Task InitializeAsync()
    {
        _primary = await PostgresServer.StartAsync();
        _database = await _primary.CreateDatabaseAsync();
        _replica = await _primary.StartReplicaAsync();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name == "rag_storage_replica_reads_total")
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>(
            (_, _, tags, _) =>
            {
                lock (_outcomes)
                {
                    string outcome = (string)tags[0].Value!;
                    _outcomes[outcome] = _outcomes.GetValueOrDefault(outcome) + 1;
                }
            }
        );
        _listener.Start();
        _store = await OpenAsync(_replica);
        await _store.CreateCollectionAsync(Papers, new CollectionSettings { ShardCount = 1 }, None);
    }

    public async Task DisposeAsync()
    {
        await _store.DisposeAsync();
        await _replica.DisposeAsync();
        await _primary.DisposeAsync();
    }

    public void Dispose() => _listener.Dispose();

    [Fact]
    public async Task ReplicaThatHasEverything_Answers()
    {
        DocumentId id = await AcceptAsync("one");
        await UntilAsync(async () =>
        {
            await AssertReadAsync(id, "one");
            return Count("answered") > 0;
        });
    }

    [Fact]
    public async Task EveryWrite_IsReadAtOnceThroughAnotherSilo()
    {
        await using PostgresDocumentStore other = await OpenAsync(_replica);
        for (int i = 0; i < 200; i++)
        {
            DocumentId id = await AcceptAsync($"content {i}");
            Assert.Equal($"content {i}", Encoding.UTF8.GetString((await other.ReadContentAsync(Papers, id, 1, None))!));
            Assert.Equal(i + 1, (await other.ListDocumentsAsync(Papers, null, null, 1_000, None)).Count);
        }

        Assert.Equal(400, Count("answered") + Count("behind"));
    }

    [Fact]
    public async Task ReplicaThatIsBehind_IsNotUsed()
    {
        await AcceptAsync("one");
        await OnReplicaAsync("SELECT pg_wal_replay_pause()");
        DocumentId id = await AcceptAsync("two");
        int answered = Count("answered");
        for (int i = 0; i < 20; i++)
            await AssertReadAsync(id, "two");
        Assert.Equal(answered, Count("answered"));
        Assert.True(Count("behind") >= 20);
        await OnReplicaAsync("SELECT pg_wal_replay_resume()");
        await UntilAsync(async () =>
        {
            await AssertReadAsync(id, "two");
            return Count("answered") > answered;
        });
    }

    [Fact]
    public async Task KilledReplica_CostsNoRead()
    {
        DocumentId id = await AcceptAsync("one");
        await UntilAsync(async () =>
        {
            await AssertReadAsync(id, "one");
            return Count("answered") > 0;
        });
        await _replica.KillAsync();
        for (int i = 0; i < 20; i++)
            await AssertReadAsync(id, "one");
        int answered = Count("answered");
        await _replica.StartAgainAsync();
        await UntilAsync(async () =>
        {
            await AssertReadAsync(id, "one");
            return Count("answered") > answered;
        });
    }

    [Fact]
    public async Task PromotedReplica_IsNotUsed()
    {
        DocumentId id = await AcceptAsync("one");
        await OnReplicaAsync("SELECT pg_promote()");
        // It goes its own way from here on, and its log may be longer.
        await OnReplicaAsync("CREATE TABLE elsewhere AS SELECT generate_series(1, 100000)");
        int answered = Count("answered");
        for (int i = 0; i < 20; i++)
            await AssertReadAsync(id, "one");
        Assert.Equal(answered, Count("answered"));
    }

    [Fact]
    public async Task ServerThatFollowsAnother_IsRefusedAtTheStart()
    {
        PostgresServer stranger = await PostgresServer.SharedAsync();
        ArgumentException refused = await Assert.ThrowsAsync<ArgumentException>(() => OpenAsync(stranger, "postgres"));
        Assert.Contains("RAG__Storage__Postgres__ReplicaConnectionString", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReplicaThatIsAbsentAtTheStart_IsAskedLater()
    {
        await _replica.KillAsync();
        await using PostgresDocumentStore store = await OpenAsync(_replica);
        DocumentId id = await AcceptAsync("one");
        Assert.NotNull(await store.ReadContentAsync(Papers, id, 1, None));
        await _replica.StartAgainAsync();
        await UntilAsync(async () =>
        {
            Assert.NotNull(await store.ReadContentAsync(Papers, id, 1, None));
            return Count("answered") > 0;
        });
    }

    private Task<PostgresDocumentStore> OpenAsync(PostgresServer replica, string? database = null)
    {
        string name = database ?? new NpgsqlConnectionStringBuilder(_database).Database!;
        PostgresStoreOptions options = new()
        {
            ConnectionString = _database,
            ReplicaConnectionString = replica.ConnectionString(name),
            // A busy machine is slow and no outage.
            Timeout = TimeSpan.FromSeconds(20),
            IdleTransactionMax = TimeSpan.FromSeconds(20),
        };
        return PostgresDocumentStore.OpenAsync(options, TimeProvider.System, None);
    }

    private async Task<DocumentId> AcceptAsync(string content)
    {
        Job job = await _store.AcceptAsync(
            Papers,
            [new UploadedDocument { Name = content, Content = Encoding.UTF8.GetBytes(content) }],
            [],
            None
        );
        return job.Documents[0].DocumentId!;
    }

    private async Task AssertReadAsync(DocumentId id, string content) =>
        Assert.Equal(content, Encoding.UTF8.GetString((await _store.ReadContentAsync(Papers, id, 1, None))!));

    private async Task OnReplicaAsync(string sql)
    {
        await using NpgsqlConnection connection = new($"{_replica.ConnectionString()};Pooling=false");
        await connection.OpenAsync();
        await using NpgsqlCommand command = new(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private int Count(string outcome)
    {
        lock (_outcomes)
            return _outcomes.GetValueOrDefault(outcome);
    }

    private static async Task UntilAsync(Func<Task<bool>> reached)
    {
        using CancellationTokenSource late = new(TestPatience.Max);
        while (!await reached())
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, late.Token);
    }
}
