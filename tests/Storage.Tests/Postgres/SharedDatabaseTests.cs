using System.Text;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Errors;
using RagCluster.Corpus.Jobs;
using RagCluster.Corpus.Logs;
using RagCluster.Storage.Fencing;
using RagCluster.Storage.Tests.Conformance;

namespace RagCluster.Storage.Tests.Postgres;

/// <summary>Several silos on one database: what holds within a silo holds between them.</summary>
public sealed class SharedDatabaseTests : StoreConformance
{
    private readonly PostgresFixture _fixture = new();
    private readonly List<IDocumentStore> _silos = [];

    protected override Task<OpenStore> OpenAsync() => _fixture.OpenAsync(Time);

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        _silos.Add(Store);
        _silos.Add((await _fixture.OpenAsync(Time)).Documents);
        _silos.Add((await _fixture.OpenAsync(Time)).Documents);
    }

    public override async Task DisposeAsync()
    {
        foreach (IDocumentStore silo in _silos)
        {
            await silo.DisposeAsync();
        }
    }

    [Fact]
    public async Task OneContentSentToAll_MakesOneDocument()
    {
        Job[] jobs = await Task.WhenAll(
            Enumerable.Range(0, 30).Select(i => _silos[i % 3].AcceptAsync(Papers, [Text($"name{i}", "same")], [], None))
        );
        Assert.Single(jobs.Select(job => job.Documents[0].DocumentId).Distinct());
    }

    [Fact]
    public async Task LogsWrittenFromAll_HaveNoGap()
    {
        await Parallel.ForEachAsync(
            Enumerable.Range(0, 150),
            new ParallelOptions { MaxDegreeOfParallelism = 12 },
            async (i, _) =>
            {
                IDocumentStore silo = _silos[i % 3];
                JobDocument accepted = (await silo.AcceptAsync(Papers, [Text($"name{i}", $"content {i}")], [], None)).Documents[0];
                await _silos[(i + 1) % 3].CommitIndexedAsync(Indexed(accepted.DocumentId!, accepted.Generation), None);
                if (i % 10 == 0)
                {
                    await _silos[(i + 2) % 3].DeleteDocumentAsync(Papers, accepted.DocumentId!, None);
                }
            }
        );
        long total = 0;
        for (int number = 0; number < Settings.ShardCount; number++)
        {
            List<ShardLogRecord> log = await LogAsync(new ShardId(Papers, number));
            Assert.Equal(Enumerable.Range(1, log.Count).Select(s => (long)s), log.Select(r => r.Sequence));
            total += log.Count;
        }

        Assert.Equal(165, total);
        CollectionState state = (await _silos[1].FindCollectionAsync(Papers, None))!;
        Assert.Equal((135, 135), (state.DocumentCount, state.IndexedCount));
    }

    [Fact]
    public async Task SameBytesInTwoCollections_AreAddedAndDroppedFromAll()
    {
        CollectionId other = new("acme", "other");
        await Store.CreateCollectionAsync(other, Settings, None);
        await Parallel.ForEachAsync(
            Enumerable.Range(0, 60),
            new ParallelOptions { MaxDegreeOfParallelism = 6 },
            async (i, _) =>
            {
                CollectionId collection = i % 2 == 0 ? Papers : other;
                IDocumentStore silo = _silos[i % 3];
                UploadedDocument[] documents = [.. Enumerable.Range(0, 4).Select(d => WithId($"d{i}-{d}", $"content {(i + d) / 2 % 5}"))];
                Job job = await silo.AcceptAsync(collection, i % 4 < 2 ? documents : [.. documents.Reverse()], [], None);
                foreach (JobDocument document in job.Documents)
                {
                    Assert.NotNull(await silo.ReadContentAsync(collection, document.DocumentId!, 1, None));
                    Assert.NotNull(await silo.DeleteDocumentAsync(collection, document.DocumentId!, None));
                }
            }
        );
        Assert.Equal(0, (await Store.FindCollectionAsync(Papers, None))!.DocumentCount);
        Assert.Equal(0, (await Store.FindCollectionAsync(other, None))!.DocumentCount);
    }

    [Fact]
    public async Task OwnerOnAnotherSilo_FencesTheOldOne()
    {
        JobDocument accepted = await AcceptAsync(WithId("x", "one"));
        IndexedDocument indexed = Indexed(accepted.DocumentId!, 1);
        long first = await _silos[0].Epochs.TakeAsync(indexed.Shard.ToString(), "silo 0", None);
        long second = await _silos[1].Epochs.TakeAsync(indexed.Shard.ToString(), "silo 1", None);
        RagException rejected = await Assert.ThrowsAsync<RagException>(() =>
            _silos[0].CommitIndexedAsync(indexed with { Epoch = first }, None)
        );
        Assert.True(Fence.IsRejection(rejected));
        Assert.Equal(1, await _silos[1].CommitIndexedAsync(indexed with { Epoch = second }, None));
    }

    [Fact]
    public async Task TextsThatPostgresCantStore_AreStoredAsNearAsCanBe()
    {
        JobDocument accepted = await AcceptAsync(
            new UploadedDocument
            {
                Name = "a\0b\ud800",
                Title = "c\0",
                Content = Encoding.UTF8.GetBytes("x"),
            }
        );
        Document document = await FindAsync(accepted.DocumentId);
        Assert.Equal(("a\uFFFDb\uFFFD", "c\uFFFD"), (document.Name, document.Title));
        Assert.Equal(accepted.DocumentId, (await AcceptAsync(Text("a\0b\ud800", "y"))).DocumentId);
    }
}
