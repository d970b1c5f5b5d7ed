namespace RagCluster.Api.Limits;

/// <summary>
/// How many requests of a class run at once on this silo, so that one class can't take what another needs. Section <c>Bulkheads</c>:
/// <c>RAG__Bulkheads__Query</c> and so on.
/// </summary>
public sealed class BulkheadOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Bulkheads";

    private const int PlacesMax = 100_000;
    private const int QueryMin = 16;
    private const int QueryPerProcessor = 8;

    /// <summary>
    /// Searches and other reading: eight for each processor, at least 16. A search takes milliseconds of a processor, and a few keep all of
    /// them busy; what is begun beyond these makes every one slower, and <c>/health</c> with them. Some wait for other silos meanwhile.
    /// </summary>
    public int Query { get; set; } = Math.Max(QueryMin, QueryPerProcessor * Environment.ProcessorCount);

    /// <summary>Answers. With a chat model each waits for seconds and costs memory and money.</summary>
    public int Generate { get; set; } = 64;

    /// <summary>Changes of documents and collections. One with <c>?wait=true</c> waits for its indexing.</summary>
    public int Write { get; set; } = 128;

    /// <summary>What administrators, operators and scrapers ask.</summary>
    public int Admin { get; set; } = 32;

    /// <summary>Streams of events, each open for as long as somebody watches.</summary>
    public int Watch { get; set; } = 1_000;

    /// <summary>How many more of each class wait for a place, in the order in which they came; those after them get 429 at once.</summary>
    public int WaitingMax { get; set; } = 1_024;

    /// <summary>How long one waits before it gets 429.</summary>
    public TimeSpan WaitMax { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>What is wrong with these options, naming the setting and the fix; empty when nothing is.</summary>
    public IEnumerable<string> Validate()
    {
        foreach (
            (string name, int places) in ((string, int)[])
                [
                    (nameof(Query), Query),
                    (nameof(Generate), Generate),
                    (nameof(Write), Write),
                    (nameof(Admin), Admin),
                    (nameof(Watch), Watch),
                ]
        )
        {
            if (places is < 1 or > PlacesMax)
                yield return $"RAG__Bulkheads__{name} is {places}: set it between 1 and {PlacesMax}.";
        }

        if (WaitingMax is < 0 or > PlacesMax)
            yield return $"RAG__Bulkheads__WaitingMax is {WaitingMax}: set it between 0 and {PlacesMax}.";
        if (WaitMax < TimeSpan.Zero || WaitMax > TimeSpan.FromMinutes(10))
            yield return $"RAG__Bulkheads__WaitMax is {WaitMax}: set it between 00:00:00 and 00:10:00.";
    }
}
