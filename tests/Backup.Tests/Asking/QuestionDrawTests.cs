using System.Globalization;
using System.Text;
using RagCluster.Backup.Asking;
using RagCluster.Corpus.Chunks;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Jobs;
using RagCluster.Corpus.Logs;
using RagCluster.Storage;
using RagCluster.Storage.Sqlite;
using RagCluster.TestKit;

namespace RagCluster.Backup.Tests.Asking;

/// <summary>Which questions a restored store is asked.</summary>
public sealed class QuestionDrawTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task EveryCollectionIsDrawnFrom_AndOnlyWhatAnswers()
    {
        await using SqliteDocumentStore store = await SampleStore.OpenAsync(_folder.FullPath);
        await SampleStore.FillAsync(store, 60);
        (IReadOnlyList<TrialQuestion> questions, int collections, _) = await DrawAsync(store, "backup");
        Assert.Equal(2, collections);
        Assert.All(
            questions.GroupBy(question => question.Collection),
            group => Assert.Equal(QuestionDraw.OfCollectionMax, group.Select(question => question.Document.Id).Distinct().Count())
        );
        // Of every six the first waits, the second failed and the third is deleted.
        Assert.All(questions, question => Assert.InRange(Number(question) % 6, 3, 5));
        Assert.All(questions, question => Assert.Equal($"Text of {question.Document.Name}.", question.Text));
        Assert.All(questions, question => Assert.Equal(question.Text, question.Query));
    }

    [Fact]
    public async Task SameBackup_IsAskedTheSame_AndAnotherIsNot()
    {
        await using SqliteDocumentStore store = await SampleStore.OpenAsync(_folder.FullPath);
        await SampleStore.FillAsync(store, 60);
        string first = await NamesAsync(store, "a");
        Assert.Equal(first, await NamesAsync(store, "a"));
        Assert.NotEqual(first, await NamesAsync(store, "b"));
    }

    [Fact]
    public async Task ManyCollections_AreAskedWithinTheBound()
    {
        await using SqliteDocumentStore store = await SampleStore.OpenAsync(_folder.FullPath);
        const int Collections = 30;
        for (int i = 0; i < Collections; i++)
        {
            CollectionId collection = new("acme", $"c{i}");
            await store.CreateCollectionAsync(collection, new CollectionSettings { Model = "tiny", ShardCount = 2 }, default);
            for (int j = 3; j < 6; j++)
                await SampleStore.AddAsync(store, collection, j);
        }

        (IReadOnlyList<TrialQuestion> questions, int collections, _) = await DrawAsync(store, "backup");
        Assert.Equal(Collections, collections);
        Assert.Equal(Collections, questions.Select(question => question.Collection).Distinct().Count());
        Assert.InRange(questions.Count, Collections, QuestionDraw.InAllMax);
    }

    [Theory]
    [InlineData("word ")]
    [InlineData("長い文章には空白がない。")]
    [InlineData("𝄞𝄢 ")]
    [InlineData("a\tb\n\u0001")]
    public async Task LongText_IsAskedForAPassage(string repeated)
    {
        await using SqliteDocumentStore store = await SampleStore.OpenAsync(_folder.FullPath);
        await store.CreateCollectionAsync(SampleStore.Papers, new CollectionSettings { Model = "tiny" }, default);
        string text = string.Concat(Enumerable.Repeat(repeated + "x", 400));
        await AddAsync(store, text);
        for (int seed = 0; seed < 50; seed++)
        {
            TrialQuestion question = Assert.Single((await DrawAsync(store, seed.ToString(CultureInfo.InvariantCulture))).Questions);
            Assert.InRange(question.Query.Length, 1, QuestionDraw.PassageLengthMax);
            Assert.DoesNotContain(question.Query, char.IsControl);
            // Half a pair would not survive the way over HTTP.
            Assert.Equal(question.Query, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(question.Query)));
            Assert.Contains(question.Query, string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task TextWithoutLettersAndEmptyStore_GiveNoQuestions()
    {
        await using SqliteDocumentStore store = await SampleStore.OpenAsync(_folder.FullPath);
        Assert.Equal(0, (await DrawAsync(store, "backup")).Collections);
        await store.CreateCollectionAsync(SampleStore.Papers, new CollectionSettings { Model = "tiny" }, default);
        await AddAsync(store, "... --- ...");
        (IReadOnlyList<TrialQuestion> questions, int collections, _) = await DrawAsync(store, "backup");
        Assert.Empty(questions);
        Assert.Equal(1, collections);
    }

    private static Task<DrawnQuestions> DrawAsync(IDocumentStore store, string seed) => new QuestionDraw(store, seed).DrawAsync(default);

    private static async Task<string> NamesAsync(IDocumentStore store, string seed) =>
        string.Join(
            ' ',
            (await DrawAsync(store, seed)).Questions.Select(question => $"{question.Collection}/{question.Document.Id.Value}")
        );

    private static int Number(TrialQuestion question) => int.Parse(question.Document.Id.Value[1..], CultureInfo.InvariantCulture);

    private static async Task AddAsync(SqliteDocumentStore store, string text)
    {
        UploadedDocument upload = new()
        {
            Id = new DocumentId("long"),
            Name = "long.txt",
            Content = Encoding.UTF8.GetBytes(text),
        };
        JobDocument accepted = (await store.AcceptAsync(SampleStore.Papers, [upload], [], default)).Documents[0];
        Chunk chunk = new(new ChunkId(accepted.DocumentId!, accepted.Generation, 0), 0, text.Length, text, [], null, null, 3);
        ShardLogRecord record = new()
        {
            Document = accepted.DocumentId!,
            Generation = accepted.Generation,
            Chunks = [new EmbeddedChunk(chunk, [1, 0.5f, -2])],
        };
        ShardId shard = new ShardCopy(0, 1).Of(ShardSlot.Of(SampleStore.Papers, accepted.DocumentId!, 1));
        await store.CommitIndexedAsync(new IndexedDocument(shard, record, text, "text/plain"), default);
    }
}
