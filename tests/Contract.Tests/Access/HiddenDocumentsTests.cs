using System.Globalization;
using System.Text.RegularExpressions;
using RagCluster.Contract.Tests.Server;
using Xunit.Abstractions;

namespace RagCluster.Contract.Tests.Access;

/// <summary>
/// What a caller may not see changes nothing of what the server answers them: each response is the same, byte for byte, as from a
/// collection that never had it. Only the collection's name, ids of jobs and requests, times and entity tags are masked.
/// <c>RAG_TEST_WORLDS=200</c> is the long run.
/// </summary>
public sealed partial class HiddenDocumentsTests(GuardedServer server, ITestOutputHelper output) : IClassFixture<GuardedServer>
{
    private static readonly string[] Words =
    [
        "launch",
        "code",
        "Brevik",
        "budget",
        "secret",
        "May",
        "prototype",
        "merger",
        "salary",
        "plan",
    ];
    private static readonly string[] Users = ["anna", "bert", "carl"];

    [Fact]
    public async Task HiddenDocuments_ChangeNoResponse()
    {
        int worlds = int.TryParse(Environment.GetEnvironmentVariable("RAG_TEST_WORLDS"), CultureInfo.InvariantCulture, out int set)
            ? set
            : 1;
        int compared = 0;
        int hidden = 0;
        int answered = 0;
        for (int seed = 0; seed < worlds; seed++)
        {
            Random random = new(seed);
            WrittenDocument[] documents = [.. Enumerable.Range(0, random.Next(4, 12)).Select(i => Document(random, i))];
            int shards = 2 - (seed % 2);
            (string whole, string wholeJob) = await StoreAsync(documents, shards);
            foreach (string user in Users)
            {
                string[] groups = user == "carl" ? [] : ["staff"];
                WrittenDocument[] seen = [.. documents.Where(document => document.IsSeenBy(user, groups))];
                if (seen.Length == 0)
                    continue;
                hidden += documents.Length - seen.Length;
                (string bare, string bareJob) = await StoreAsync(seen, shards);
                RagHttp caller = server.Bearer(GuardedServer.Token("user", 3600, user, groups));
                foreach (Func<string, Task<Reply>> ask in Requests(caller, random, documents))
                {
                    Reply expected = await ask(bare);
                    // Neither a limit nor a failure may stand for an answer.
                    Assert.True((int)expected.Status is 200 or 404, $"{expected.Status}: {expected.Body}");
                    answered += (int)expected.Status == 200 ? 1 : 0;
                    Assert.Equal(Masked(expected), Masked(await ask(whole)));
                    // Once more, from the cache.
                    Assert.Equal(Masked(await ask(bare)), Masked(await ask(whole)));
                    compared += 2;
                }

                Assert.Equal(Masked(await JobAsync(caller, bareJob)), Masked(await JobAsync(caller, wholeJob)));
                compared++;
            }
        }

        output.WriteLine(
            $"{worlds} worlds, {compared} responses compared, {answered} requests with content, {hidden} times a document was hidden."
        );
        Assert.True(hidden > 0 && answered > 50, "Nothing was hidden, or nothing was asked.");
    }

    private static IEnumerable<Func<string, Task<Reply>>> Requests(RagHttp caller, Random random, WrittenDocument[] documents)
    {
        string query = $"{Pick(random, Words)} {Pick(random, Words)}";
        foreach (string mode in new[] { "bm25", "dense", "hybrid" })
            yield return collection =>
                caller.SearchAsync(
                    collection,
                    new
                    {
                        query,
                        mode,
                        top_k = 20,
                        highlight = true,
                    }
                );
        yield return collection => caller.SearchAsync(collection, new { query, group_by = "document" });
        yield return collection => caller.SearchAsync(collection, new { query, rerank = true });
        yield return collection => caller.SearchAsync(collection, new { query, documents = documents.Select(document => document.Id) });
        yield return collection => caller.SearchAsync(collection, new { query = "la*", mode = "bm25" });
        yield return collection => caller.AskAsync(collection, $"What is the {query}?");
        yield return collection => caller.GetAsync(collection, "");
        yield return collection => caller.GetAsync(collection, "/documents");
        yield return collection => caller.GetAsync(collection, "/documents?limit=2");
        foreach (WrittenDocument document in documents)
        {
            foreach (string path in new[] { "", "/text", "/content", "/chunks", "/acl" })
                yield return collection => caller.GetAsync(collection, $"/documents/{document.Id}{path}");
            yield return collection => caller.GetAsync(collection, $"/chunks/{document.Id}-1-0?context=2");
        }
    }

    private async Task<(string Collection, string Job)> StoreAsync(WrittenDocument[] documents, int shards)
    {
        string collection = await server.Admin().NewCollectionAsync(new { shards });
        Reply stored = await server.Admin().UploadJsonAsync(collection, [.. documents.Select(document => document.Body())]);
        return (collection, stored.Text("id"));
    }

    private static Task<Reply> JobAsync(RagHttp caller, string job) => caller.SendAsync(HttpMethod.Get, $"/api/v1/jobs/{job}", null);

    private static string Masked(Reply reply) =>
        $"{reply.Status} {UnequalHeader().Replace(reply.Headers, "*")}\n{Unequal().Replace(reply.Body, "*")}";

    private static WrittenDocument Document(Random random, int number)
    {
        string text = string.Join(' ', Enumerable.Range(0, random.Next(6, 30)).Select(_ => Pick(random, Words)));
        string[]? allow = random.Next(4) == 0 ? null : [.. Enumerable.Range(0, random.Next(3)).Select(_ => Principal(random, true))];
        return new WrittenDocument($"d{number}", $"The {text}.", allow, random.Next(4) == 0 ? [Principal(random, false)] : []);
    }

    private static string Principal(Random random, bool takesPublic) =>
        random.Next(takesPublic ? 4 : 3) switch
        {
            0 => "group:staff",
            3 => "public",
            _ => $"user:{Pick(random, Users)}",
        };

    private static string Pick(Random random, string[] among) => among[random.Next(among.Length)];

    [GeneratedRegex("""c[0-9a-f]{32}|"[0-9a-f]{32}"|"traceId":"[^"]*"|"(took_ms|feedback_id|\w+_at)":[^,}]*""")]
    private static partial Regex Unequal();

    // A tag is a hash of the body before it is masked, and the length counts the digits of what is masked; the body itself is compared.
    [GeneratedRegex("(?<=^(Date|ETag|x-request-id|Content-Length): ).*", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex UnequalHeader();
}
