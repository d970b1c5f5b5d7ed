using System.Globalization;
using RagCluster.Grounding.Evidence;
using RagCluster.Grounding.Tests.Calibration;
using RagCluster.Grounding.Tests.Verifying;
using RagCluster.Grounding.Verifying;
using RagCluster.Grounding.Verifying.Judging;

namespace RagCluster.AnswersBenchmark.Pairs;

/// <summary>
/// Prints what the verifier's weights are fitted on: one line for each pair of the development files of the calibration half, and of the
/// cases that tests hold.
/// </summary>
internal static class PairFeatures
{
    /// <summary>Prints tab-separated lines: set, source, kind, label, fault, sentence, features.</summary>
    /// <param name="set">Questions and paragraphs.</param>
    /// <param name="shared">The folder of shared data.</param>
    internal static void Print(QuestionSet set, string shared)
    {
        Console.WriteLine(string.Join('\t', ["set", "source", "kind", "supported", "fault", "sentence", .. Enum.GetNames<Feature>()]));
        // A passage that a held-out file uses is no source of anything that is fitted on.
        HashSet<string> heldOut = [.. AdversarialQuality.HeldOutSources(shared)];
        foreach (
            LabelledPair pair in VerifierQuality.Pairs(set, isCalibrating: true, sideMax: 1_000).Where(p => !heldOut.Contains(p.Source))
        )
            Print("generated", pair);
        // Those that the balance leaves out, of the kinds that no single check decides.
        foreach (LabelledPair pair in VerifierQuality.All(set, isCalibrating: true).Where(p => !p.IsSupported && IsOpen(p.Kind)))
        {
            if (!heldOut.Contains(pair.Source))
                Print("more", pair);
        }

        foreach ((string kind, string claim, string source, bool isSupported) in VerifierCases.All())
            Print("cases", new LabelledPair(kind, claim, "", source, isSupported, IsHeldOut: false));
        foreach (string name in AdversarialQuality.Sets(isCalibrating: true))
        {
            List<LabelledPair> pairs = [.. AdversarialQuality.Pairs(shared, name, isCalibrating: true)];
            pairs.ForEach(pair => Print(name, pair));
            foreach (LabelledPair pair in Inventions.Of(pairs))
                Print(pair.Kind, pair);
        }
    }

    private static bool IsOpen(string kind) =>
        kind.StartsWith("unrelated", StringComparison.Ordinal)
        || kind.StartsWith("negation", StringComparison.Ordinal)
        || kind is "question with another answer" or "name of another sentence";

    private static void Print(string set, LabelledPair pair)
    {
        Judgement judgement = new SentenceVerifier(0).Judge(pair.Claim, new PassageText(VerifierQuality.PassageOf(pair), 0));
        IEnumerable<string> features = judgement.Features is { } found
            ? Enum.GetValues<Feature>().Select(feature => found[feature].ToString("0.####", CultureInfo.InvariantCulture))
            : [];
        string source = pair.Source.Length.ToString(CultureInfo.InvariantCulture) + pair.Title;
        string label = pair.IsSupported ? "1" : "0";
        Console.WriteLine(
            string.Join('\t', [set, source, pair.Kind, label, judgement.Fault ?? "", pair.Claim.ReplaceLineEndings(" "), .. features])
        );
    }
}
