using RagCluster.Corpus.Collections;

namespace RagCluster.Grains.Interfaces.Inference;

/// <summary>Which model a new collection gets.</summary>
public static class ModelCards
{
    /// <summary>
    /// The model that is named, or the default of the language: English collections have one of their own, all others share one. Only
    /// what the collection says of its language counts, never what its documents turn out to be: a collection keeps its model.
    /// </summary>
    /// <param name="cards">The registry's models.</param>
    /// <param name="name">The model's name; null or empty for the default.</param>
    /// <param name="language">The collection's <see cref="CollectionSettings.Language"/>, or the language's English name.</param>
    /// <returns>The model; null when there is none.</returns>
    public static ModelCard? ForCollection(this IEnumerable<ModelCard> cards, string? name, string language)
    {
        if (!string.IsNullOrEmpty(name))
            return cards.FirstOrDefault(card => card.Name == name);
        bool isEnglish =
            language.Equals("en", StringComparison.OrdinalIgnoreCase) || language.Equals("english", StringComparison.OrdinalIgnoreCase);
        return cards.FirstOrDefault(card => isEnglish ? card.IsDefault : card.IsDefaultMultilingual);
    }
}
