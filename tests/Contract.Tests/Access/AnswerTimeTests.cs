using System.Diagnostics;
using System.Globalization;
using System.Net;
using RagCluster.Contract.Tests.Server;
using Xunit.Abstractions;

namespace RagCluster.Contract.Tests.Access;

/// <summary>
/// "There is none" and "you may not see it", side by side: the same answer, and how long each took. That both take the same steps is what
/// <c>HiddenDocumentTests</c> shows; times are told and not judged, since other work on the machine has a part in them.
/// <c>RAG_TEST_PAIRS=2000</c> measures.
/// </summary>
public sealed class AnswerTimeTests(GuardedServer server, ITestOutputHelper output) : IClassFixture<GuardedServer>
{
    private static readonly string[] Paths = ["/documents/{0}", "/documents/{0}/text", "/documents/{0}/chunks", "/chunks/{0}-1-0"];

    [Fact]
    public async Task HiddenAndMissing_AreAnsweredAlike()
    {
        int pairs = int.TryParse(Environment.GetEnvironmentVariable("RAG_TEST_PAIRS"), CultureInfo.InvariantCulture, out int set)
            ? set
            : 20;
        string collection = await server.Admin().NewCollectionAsync();
        string[] hidden = [.. Enumerable.Range(0, pairs).Select(i => $"a{i:0000}")];
        string[] missing = [.. Enumerable.Range(0, pairs).Select(i => $"b{i:0000}")];
        foreach (string[] part in hidden.Chunk(100))
            await server
                .Admin()
                .UploadJsonAsync(
                    collection,
                    [
                        .. part.Select(id => new
                        {
                            id,
                            text = $"The vault {id} is opened at nine.",
                            acl = new { allow = new[] { "user:zoe" } },
                        }),
                    ]
                );
        RagHttp caller = server.Bearer(GuardedServer.Token("user", 3600, "bert"));
        Random random = new(1);
        foreach (string path in Paths)
        {
            // Twice: at first a document's grain is made and the store is read; then it is there.
            foreach (string round in (string[])["first", "again"])
            {
                double[] ofHidden = new double[pairs];
                double[] ofMissing = new double[pairs];
                for (int i = 0; i < pairs; i++)
                {
                    bool isHiddenFirst = random.Next(2) == 0;
                    if (isHiddenFirst)
                        ofHidden[i] = await TimeAsync(caller, collection, path, hidden[i]);
                    ofMissing[i] = await TimeAsync(caller, collection, path, missing[i]);
                    if (!isHiddenFirst)
                        ofHidden[i] = await TimeAsync(caller, collection, path, hidden[i]);
                }

                output.WriteLine(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{path} {round}: p50 hidden {Median(ofHidden):0.000} ms, missing {Median(ofMissing):0.000} ms; "
                            + $"P(hidden takes longer) {Superiority(ofHidden, ofMissing):0.000} of {pairs}"
                    )
                );
            }
        }
    }

    private static async Task<double> TimeAsync(RagHttp caller, string collection, string path, string id)
    {
        long began = Stopwatch.GetTimestamp();
        Reply reply = await caller.GetAsync(collection, string.Format(CultureInfo.InvariantCulture, path, id));
        double took = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        reply.AssertProblem(HttpStatusCode.NotFound, "not-found");
        return took;
    }

    private static double Median(double[] times) => times.Order().ElementAt(times.Length / 2);

    // The share of pairs of one time of each in which the first is the longer one (Mann and Whitney's U): 0.5 tells nothing.
    private static double Superiority(double[] first, double[] second)
    {
        double[] sorted = [.. second.Order()];
        double below = first.Sum(time =>
        {
            int at = Array.BinarySearch(sorted, time);
            return at < 0 ? ~at : at + 0.5;
        });
        return below / first.Length / second.Length;
    }
}
