using System.Collections.Frozen;

namespace RagCluster.Grounding.Verifying.Judging;

/// <summary>Compares how sure, how general and how binding a claim and a source are, by single words.</summary>
internal static class Certainties
{
    private static readonly FrozenSet<string> Duties = Set(
        "must required require requires obliged forced mandatory necessary forbidden prohibited demanded compulsory obligatory shall"
    );

    private static readonly FrozenSet<string> Obliging = Set(
        "must required require requires requirement requirements need needs needed should shall mandatory necessary only oblige obliges "
            + "obliged demand demands demanded cannot forbidden forbid forbids prohibited disqualified ensure ensures compulsory "
            + "responsibility not never without forced forces force has have"
    );

    private static readonly FrozenSet<string> Sure = Set(
        "always never every all any certainly definitely certain proven proved proof proves guaranteed guarantees exactly fully completely "
            + "entirely everything everyone established surely undoubtedly nobody none invariably"
    );

    private static readonly FrozenSet<string> Free = Set(
        "may might free optional optionally allowed ignore voluntary voluntarily can could"
    );

    private static readonly FrozenSet<string> Open = Set("might possibly perhaps probably maybe");
    private static readonly string[] OpenPhrases = ["may have", "may not have", "could have", "may be that"];
    private static readonly string[] DutyPhrases = ["have to", "has to", "had to", "need to", "needs to"];

    /// <summary>Reads the features.</summary>
    /// <param name="text">The words of the claim, between spaces.</param>
    /// <param name="mine">The words of the claim.</param>
    /// <param name="theirs">The words of the source's sentence that says most of it.</param>
    /// <param name="features">What is set.</param>
    internal static void Read(string text, HashSet<string> mine, HashSet<string> theirs, FeatureSet features)
    {
        features[Feature.OnlyAdded] = mine.Contains("only") && !theirs.Contains("only") ? 1 : 0;
        features[Feature.Necessity] =
            (mine.Overlaps(Duties) || Array.Exists(DutyPhrases, text.Contains)) && !theirs.Overlaps(Obliging) ? 1 : 0;
        features[Feature.Certainty] = mine.Overlaps(Sure) && !theirs.Overlaps(Sure) ? 1 : 0;
        bool isBound = theirs.Overlaps(Duties) || theirs.Contains("cannot") || theirs.Contains("disqualified");
        features[Feature.Freedom] = mine.Overlaps(Free) && isBound && !mine.Overlaps(Duties) && !mine.Contains("cannot") ? 1 : 0;
        bool isOpen = mine.Overlaps(Open) || Array.Exists(OpenPhrases, text.Contains);
        features[Feature.Possibility] = isOpen && !theirs.Overlaps(Markers.Hedges) ? 1 : 0;
    }

    private static FrozenSet<string> Set(string words) => words.Split(' ').ToFrozenSet();
}
