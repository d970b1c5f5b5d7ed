using System.Text;
using AngleSharp.Dom;

namespace RagCluster.Text.Reading;

/// <summary>What is asked of HTML trees.</summary>
internal static class HtmlTree
{
    /// <summary>The elements below <paramref name="root"/> in document order.</summary>
    internal static IEnumerable<IElement> Elements(INode root)
    {
        HtmlCursor cursor = new(root);
        while (cursor.MoveNext(descends: true))
        {
            if (cursor.Current is IElement element)
                yield return element;
        }
    }

    /// <summary>The text pieces below <paramref name="root"/> that are shown, and elements, in document order.</summary>
    /// <param name="root">The root.</param>
    /// <param name="left">Told of each node, innermost first, whose subtree ends.</param>
    internal static IEnumerable<INode> Shown(INode root, Action<INode>? left = null)
    {
        HtmlCursor cursor = new(root);
        for (bool descends = true; cursor.MoveNext(descends, left); )
        {
            descends = cursor.Current is not IElement element || !HtmlVisibility.IsHidden(element);
            if (descends)
                yield return cursor.Current;
        }
    }

    /// <summary>Non-blank characters of shown text below <paramref name="root"/>.</summary>
    internal static int TextLength(INode root) => Shown(root).OfType<IText>().Sum(text => text.Data.Count(c => !char.IsWhiteSpace(c)));

    /// <summary>Whether any text below <paramref name="root"/> is shown.</summary>
    internal static bool HasText(INode root) => Shown(root).OfType<IText>().Any(text => !string.IsNullOrWhiteSpace(text.Data));

    /// <summary>All text below <paramref name="root"/> as it is written.</summary>
    internal static string RawText(INode root)
    {
        StringBuilder text = new();
        foreach (INode node in Shown(root))
        {
            if (node is IText { Data: var data })
                text.Append(data);
            else if (node is IElement { LocalName: "br" })
                text.Append('\n');
        }

        return text.ToString();
    }
}
