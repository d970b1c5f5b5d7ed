using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;
using RagCluster.Corpus.Answers;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Jobs;
using RagCluster.Corpus.Metadata;
using RagCluster.Grains.Interfaces.Ingest;
using RagCluster.Grains.Interfaces.Query;
using RagCluster.Grains.Interfaces.Query.Options;
using Xunit.Abstractions;

namespace RagCluster.Grains.Tests.Caching;

/// <summary>
/// Writes, deletions, changes of access and of scopes, and queries of several principals through both silos, at once and in random order.
/// No query may find less than what was acknowledged before it began, or what its scope does not allow, also where it gets the answer to a
/// near question, or have the answer to other options than its own. <c>RAG_TEST_CACHE_STEPS=100000</c> makes
/// a long run of it.
/// </summary>
public sealed partial class NeverStaleTests(SmallCacheSilos cluster, ITestOutputHelper output) : IClassFixture<SmallCacheSilos>
{
    private const string StepsVariable = "RAG_TEST_CACHE_STEPS";
    private const int StepsDefault = 4000;
    private const int Actors = 6;
    private const int Documents = 5;
    private static readonly string[] Names = ["anna", "bert", "clara"];
    private static readonly string[] Questions =
    [
        "topic",
        "which note has the topic",
        "note topic",
        "Which note has the topic?",
        "what note has the topic",
    ];

    private readonly LogicalClock _clock = new();
    private readonly ConcurrentQueue<string> _faults = new();
    private readonly ConcurrentDictionary<string, int> _counts = new();
    private readonly string[]?[] _scopes = [null, ["anna"], ["bert", "clara"], []];
    private DocumentHistory[] _histories = [];
    private CollectionId _collection = null!;

    [Fact]
    public async Task NoAnswer_IsStaleOrForbidden_WhateverHappensAtOnce()
    {
        int steps = Environment.GetEnvironmentVariable(StepsVariable) is { Length: > 0 } count
            ? int.Parse(count, CultureInfo.InvariantCulture)
            : StepsDefault;
        _collection = await cluster.NewCollectionAsync(new CollectionSettings { ShardCount = 2, ReplicaCount = 2 });
        _histories = [.. Enumerable.Range(0, Documents).Select(_ => new DocumentHistory(_clock))];
        int left = steps;
        await Task.WhenAll(
            Enumerable
                .Range(0, Actors)
                .Select(actor =>
                    Task.Run(async () =>
                    {
                        Random random = new(actor);
                        while (Interlocked.Decrement(ref left) >= 0)
                            await StepAsync(random);
                    })
                )
        );
        output.WriteLine(
            string.Join(", ", _counts.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}: {pair.Value}"))
        );
        Assert.Empty(_faults);
        // Otherwise nothing was tested.
        Assert.True(
            _counts.GetValueOrDefault("from L1") > 0 && _counts.GetValueOrDefault("from L2") > 0,
            "No query was answered from the cache."
        );
        Assert.True(_counts.GetValueOrDefault("write") > 0 && _counts.GetValueOrDefault("deletion") > 0, "Nothing was written.");
        Assert.True(_counts.GetValueOrDefault("from semantic") > 0, "No query got the answer to a near question.");
    }

    private Task StepAsync(Random random) =>
        random.Next(100) switch
        {
            < 3 => WriteAsync(random),
            < 4 => DeleteAsync(random),
            < 6 => ChangeScope(random),
            < 14 => AskAsync(random),
            _ => SearchAsync(random),
        };

    private async Task WriteAsync(Random random)
    {
        int document = random.Next(Documents);
        string access = Names[random.Next(Names.Length)];
        DocumentHistory history = _histories[document];
        await history.Writer.WaitAsync();
        try
        {
            int version = history.Begin(access);
            UploadedDocument upload = new()
            {
                Id = Id(document),
                Name = $"note{document}.txt",
                Content = System.Text.Encoding.UTF8.GetBytes($"The note has the topic in version {version} of it."),
                Metadata = new() { [SearchRequest.AccessKey] = MetadataValue.Of(access) },
            };
            Job job = await cluster.UploadAsync(_collection, [upload]);
            Assert.Equal(JobDocumentState.Indexed, Assert.Single(job.Documents).State);
            history.Acknowledge();
            Count("write");
        }
        finally
        {
            history.Writer.Release();
        }
    }

    private async Task DeleteAsync(Random random)
    {
        int document = random.Next(Documents);
        DocumentHistory history = _histories[document];
        await history.Writer.WaitAsync();
        try
        {
            if (!history.Exists())
                return;
            history.Begin(null);
            await Silo(random).GetGrain<IDocumentGrain>($"{_collection}/{Id(document)}").DeleteAsync(null, CancellationToken.None);
            history.Acknowledge();
            Count("deletion");
        }
        finally
        {
            history.Writer.Release();
        }
    }

    private Task ChangeScope(Random random)
    {
        _scopes[random.Next(1, _scopes.Length)] = [.. Names.Where(_ => random.Next(2) == 0)];
        Count("scope change");
        return Task.CompletedTask;
    }

    private async Task SearchAsync(Random random)
    {
        SearchRequest request = Request(random);
        long began = _clock.Next();
        SearchResponse response = await Silo(random).SearchAsync(request);
        Check(request, response, began, _clock.Next());
    }

    private async Task AskAsync(Random random)
    {
        SearchRequest request = Request(random);
        long began = _clock.Next();
        AskResponse response = await Silo(random).AskAsync(request);
        Check(request, new SearchResponse(response.Found, response.Call), began, _clock.Next());
        foreach (
            Citation citation in response.Answer.Citations.Where(citation =>
                response.Found.Passages.All(passage => passage.Chunk.Id != citation.ChunkId)
            )
        )
            _faults.Enqueue($"{citation.ChunkId} is cited and was not found");
    }

    private SearchRequest Request(Random random) =>
        new()
        {
            Collection = _collection,
            Query = Questions[random.Next(Questions.Length)],
            Options = new SearchOptions
            {
                Results = new ResultOptions { TopK = 4 * Documents, Highlight = random.Next(4) == 0 },
                Scope = new ScopeOptions { AccessScope = _scopes[random.Next(_scopes.Length)] },
                Retrieval = new RetrievalOptions { Mode = random.Next(2) == 0 ? SearchMode.Bm25 : SearchMode.Hybrid, TimeoutMs = 60_000 },
                Call = new CallOptions { SemanticCache = random.Next(10) != 0, Cache = random.Next(20) != 0 },
            },
        };

    private void Check(SearchRequest request, SearchResponse response, long began, long ended)
    {
        Count(response.Call.Cached is { } tier ? $"from {tier}" : "computed");
        if (OptionsFault(request, response) is { } other)
            _faults.Enqueue($"'{request.Query}', {response.Call.Cached ?? "computed"}: {other}");
        ILookup<DocumentId, Passage> found = response.Found.Passages.ToLookup(passage => passage.Chunk.Id.Document);
        for (int document = 0; document < Documents; document++)
        {
            Passage? passage = found[Id(document)].SingleOrDefault();
            int? version = passage is null
                ? null
                : int.Parse(VersionNumber().Match(passage.Chunk.Text).Groups[1].Value, CultureInfo.InvariantCulture);
            if (_histories[document].Fault(version, request.Options.Scope.AccessScope, began, ended) is { } fault)
                _faults.Enqueue($"document {document} in '{request.Query}', {response.Call.Cached ?? "computed"}: {fault}");
        }
    }

    private static string? OptionsFault(SearchRequest request, SearchResponse response)
    {
        if (
            response.Found.Passages.FirstOrDefault(passage => (passage.Highlights is null) == request.Options.Results.Highlight) is
            { } passage
        )
            return $"highlight is {request.Options.Results.Highlight}, and {passage.Chunk.Id} has "
                + $"{(passage.Highlights is null ? "no" : "its")} highlights";
        if ((response.Call.Cached == "semantic") != (response.Call.AnsweredQuery is not null))
            return $"is marked {response.Call.Cached} and answers '{response.Call.AnsweredQuery}'";
        if (response.Call.AnsweredQuery is null)
            return null;
        if (!request.Options.Call.SemanticCache || !request.Options.Call.Cache || request.Options.Retrieval.Mode == SearchMode.Bm25)
            return "the answer to a near question was refused";
        return response.Call.AnsweredQuery == request.Query ? "is marked as the answer to another question" : null;
    }

    private void Count(string what) => _counts.AddOrUpdate(what, 1, (_, count) => count + 1);

    private IGrainFactory Silo(Random random)
    {
        SiloHandle[] silos = [.. cluster.Silos.GetActiveSilos()];
        return ((InProcessSiloHandle)silos[random.Next(silos.Length)]).ServiceProvider.GetRequiredService<IGrainFactory>();
    }

    private static DocumentId Id(int document) => new($"note{document}");

    [GeneratedRegex(@"version (\d+)")]
    private static partial Regex VersionNumber();
}
