namespace RagCluster.Grounding.Verifying.Grammar;

/// <summary>Prepositions of like meaning under one name.</summary>
internal static class Prepositions
{
    /// <summary>The name of a preposition's group: itself for most.</summary>
    internal static string NameOf(string preposition) =>
        preposition switch
        {
            "into" or "onto" or "toward" or "towards" => "to",
            "at" or "on" or "upon" or "within" or "inside" or "among" or "throughout" or "during" => "in",
            "via" or "through" => "by",
            _ => preposition,
        };
}
