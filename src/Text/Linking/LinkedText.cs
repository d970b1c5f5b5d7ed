using System.Text;

namespace RagCluster.Text.Linking;

/// <summary>A text with its links, as a format has it.</summary>
/// <param name="Text">The text, not normalized yet.</param>
/// <param name="Links">Its links in order, none touching another.</param>
internal sealed record LinkedText(string Text, IReadOnlyList<TextLink> Links)
{
    /// <summary>A text without links.</summary>
    internal static LinkedText Plain(string text) => new(text, []);

    /// <summary>Texts behind each other, a separator between two.</summary>
    internal static LinkedText Join(string separator, IEnumerable<LinkedText> texts)
    {
        StringBuilder joined = new();
        List<TextLink> links = [];
        bool isFirst = true;
        foreach (LinkedText text in texts)
        {
            if (!isFirst)
                joined.Append(separator);
            isFirst = false;
            links.AddRange(text.Links.Select(link => link.Moved(joined.Length)));
            joined.Append(text.Text);
        }

        return new LinkedText(joined.ToString(), links);
    }

    /// <summary>The text behind another one.</summary>
    internal LinkedText Behind(string before) => new(before + Text, [.. Links.Select(link => link.Moved(before.Length))]);

    /// <summary>Another form of the text, with the links that are found in it.</summary>
    internal LinkedText As(string shown) => new(shown, Links.Count == 0 ? [] : LinkPlaces.In(Text, Links, shown));
}
