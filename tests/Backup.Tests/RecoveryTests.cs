using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using RagCluster.Corpus.Chunks;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Jobs;
using RagCluster.Corpus.Logs;
using RagCluster.Storage;
using RagCluster.Storage.Sqlite;
using RagCluster.TestKit;
using Xunit.Abstractions;

namespace RagCluster.Backup.Tests;

/// <summary>
/// Backup, everything destroyed, restore, and a server on what came back: the rows have the same SHA-256, and every question the same
/// results, scores to the last bit. <c>RAG_RECOVERY_CHUNKS</c> (100000) and <c>RAG_RECOVERY_QUESTIONS</c> (500) make it a measurement.
/// </summary>
public sealed class RecoveryTests(ITestOutputHelper output)
{
    private const int ChunksPerDocument = 10;
    private const int WordsPerChunk = 60;
    private const int Vocabulary = 20_000;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(20);
    private static readonly CollectionId Collection = new(CollectionId.DefaultTenant, "c");
    private static readonly int Chunks = Setting("RAG_RECOVERY_CHUNKS", 500);
    private static readonly int Questions = Setting("RAG_RECOVERY_QUESTIONS", 25);

    [Fact]
    public async Task BackupDestroyRestore_QuestionsHaveTheSameResultsToTheBit()
    {
        using CancellationTokenSource deadline = new(Patience);
        using TempFolder folder = new();
        string data = folder.File("data");
        await BeginAsync(data, deadline.Token);
        await using (SqliteDocumentStore store = await SampleStore.OpenAsync(data))
            await TimeAsync("fill", () => FillAsync(store, deadline.Token));
        string before;
        await using (SiloProcess silo = await SiloProcess.StartAsync(data))
            before = await AnswersAsync(silo, deadline.Token);
        string digest;
        await using (SqliteDocumentStore store = await SampleStore.OpenAsync(data))
            digest = await SampleStore.DigestAsync(store);
        string[] place = ["--Backup:Folder", folder.File("backups")];
        await TimeAsync("backup, verified", () => RunAsync(["create", "--Storage:DataFolder", data, .. place], deadline.Token));
        output.WriteLine($"data folder {BytesOf(data)} bytes, backup {BytesOf(folder.File("backups"))} bytes");
        Directory.Delete(data, recursive: true);

        long began = Stopwatch.GetTimestamp();
        // What is compared is what the backup holds: without the entry that says of the restore.
        await TimeAsync(
            "restore",
            () => RunAsync(["restore", "--Audit:IsOn", "false", "--Storage:DataFolder", data, .. place], deadline.Token)
        );
        string after = "";
        TimeSpan restored = Stopwatch.GetElapsedTime(began);
        await using (SqliteDocumentStore store = await SampleStore.OpenAsync(data))
            Assert.Equal(digest, await SampleStore.DigestAsync(store));
        // What a test compares is no part of a recovery.
        began = Stopwatch.GetTimestamp() - (long)(restored.TotalSeconds * Stopwatch.Frequency);
        await using (SiloProcess silo = await SiloProcess.StartAsync(data))
        {
            Line("server ready", began);
            await AnswerAsync(silo, Question(0), deadline.Token);
            Line("recovered: first question answered by every shard", began);
            after = await AnswersAsync(silo, deadline.Token);
        }

        Assert.Equal(before, after);
    }

    // The collection gets its model and its dimensions as any does.
    private static async Task BeginAsync(string data, CancellationToken deadline)
    {
        await using SiloProcess silo = await SiloProcess.StartAsync(data);
        (await silo.Http.PostAsJsonAsync("/api/v1/collections", new { name = "c" }, deadline)).EnsureSuccessStatusCode();
        object[] documents = [new { name = "begin.txt", text = "The lamp is lit." }];
        (
            await silo.Http.PostAsJsonAsync("/api/v1/collections/c/documents?wait=true", new { documents }, deadline)
        ).EnsureSuccessStatusCode();
    }

    // Rows as indexing writes them, without the time that a model would take.
    private static async Task FillAsync(SqliteDocumentStore store, CancellationToken deadline)
    {
        CollectionSettings settings = (await store.FindCollectionAsync(Collection, deadline))!.Settings;
        long epoch = await store.Epochs.TakeAsync(new ShardId(Collection, 0).ToString(), "fill", deadline);
        await Parallel.ForEachAsync(
            Enumerable.Range(0, Chunks / ChunksPerDocument),
            new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = deadline },
            async (number, cancellationToken) => await AddAsync(store, settings, epoch, number, cancellationToken)
        );
    }

    private static async Task AddAsync(
        IDocumentStore store,
        CollectionSettings settings,
        long epoch,
        int number,
        CancellationToken cancellationToken
    )
    {
        Random random = new(number);
        string[] texts = [.. Enumerable.Range(0, ChunksPerDocument).Select(_ => Words(random, WordsPerChunk))];
        string text = string.Join('\n', texts);
        DocumentId id = new(FormattableString.Invariant($"d{number}"));
        UploadedDocument upload = new()
        {
            Id = id,
            Name = $"{id}.txt",
            Content = Encoding.UTF8.GetBytes(text),
        };
        JobDocument accepted = (await store.AcceptAsync(Collection, [upload], [], cancellationToken)).Documents[0];
        int start = 0;
        List<EmbeddedChunk> chunks = [];
        foreach (string chunk in texts)
        {
            float[] vector = [.. Enumerable.Range(0, settings.Dimensions).Select(_ => random.NextSingle() - 0.5f)];
            float length = MathF.Sqrt(vector.Sum(value => value * value));
            chunks.Add(
                new EmbeddedChunk(
                    new Chunk(
                        new ChunkId(id, accepted.Generation, chunks.Count),
                        start,
                        start + chunk.Length,
                        chunk,
                        [],
                        null,
                        null,
                        WordsPerChunk
                    ),
                    [.. vector.Select(value => value / length)]
                )
            );
            start += chunk.Length + 1;
        }

        ShardLogRecord record = new()
        {
            Document = id,
            Generation = accepted.Generation,
            Uri = upload.Name,
            Chunks = [.. chunks],
        };
        ShardId shard = settings.Answering().Of(ShardSlot.Of(Collection, id, settings.ShardCount));
        await store.CommitIndexedAsync(new IndexedDocument(shard, record, text, "text/plain") { Epoch = epoch }, cancellationToken);
    }

    private static string Words(Random random, int count) =>
        string.Join(' ', Enumerable.Range(0, count).Select(_ => $"w{random.Next(Vocabulary) * random.NextDouble():0}"));

    private static string Question(int number) => Words(new Random(1_000_000 + number), 4);

    private static async Task<string> AnswersAsync(SiloProcess silo, CancellationToken deadline)
    {
        StringBuilder answers = new();
        for (int i = 0; i < Questions; i++)
            answers.Append(await AnswerAsync(silo, Question(i), deadline)).Append('\n');
        return answers.ToString();
    }

    // Until no shard is missing: the first question waits for them.
    private static async Task<string> AnswerAsync(SiloProcess silo, string query, CancellationToken deadline)
    {
        while (true)
        {
            using HttpResponseMessage reply = await silo.Http.PostAsJsonAsync(
                "/api/v1/collections/c/search",
                new { query, top_k = 10 },
                deadline
            );
            if (reply.IsSuccessStatusCode)
            {
                JsonNode found = (await reply.Content.ReadFromJsonAsync<JsonNode>(deadline))!;
                if ((int)found["shards_answered"]! == (int)found["shards_asked"]!)
                {
                    Assert.Equal(10, found["results"]!.AsArray().Count);
                    return found["results"]!.ToJsonString();
                }
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, deadline);
        }
    }

    private static async Task RunAsync(string[] arguments, CancellationToken deadline)
    {
        ProcessStartInfo start = new("dotnet", [SiloProcess.Program, "backup", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> report = process.StandardOutput.ReadToEndAsync(deadline);
        Task<string> errors = process.StandardError.ReadToEndAsync(deadline);
        await process.WaitForExitAsync(deadline);
        Assert.True(process.ExitCode == 0, await errors + await report);
    }

    private async Task TimeAsync(string what, Func<Task> act)
    {
        long began = Stopwatch.GetTimestamp();
        await act();
        Line(what, began);
    }

    private void Line(string what, long began) =>
        output.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"{Chunks} chunks, {what}: {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s")
        );

    private static long BytesOf(string folder) =>
        new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);

    private static int Setting(string name, int usual) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } given ? int.Parse(given, CultureInfo.InvariantCulture) : usual;
}
