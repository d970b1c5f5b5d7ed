using AngleSharp.Dom;

namespace RagCluster.Text.Reading;

/// <summary>
/// Walks the nodes below a root in document order, without recursion (depth costs no stack) and by child index,
/// because AngleSharp finds a node's next sibling by counting through all of them.
/// </summary>
internal sealed class HtmlCursor(INode root)
{
    private readonly Stack<(INode Parent, int Index)> _path = new();

    /// <summary>The node that the cursor stands on; the root before the first move.</summary>
    internal INode Current { get; private set; } = root;

    /// <summary>Moves to the next node.</summary>
    /// <param name="descends">Whether the children of the current node are visited.</param>
    /// <param name="left">Told of each node, innermost first, whose subtree ends here.</param>
    /// <returns>False at the end.</returns>
    internal bool MoveNext(bool descends, Action<INode>? left = null)
    {
        if (descends && Current.ChildNodes.Length > 0)
        {
            _path.Push((Current, 0));
            Current = Current.ChildNodes[0];
            return true;
        }

        while (_path.TryPop(out (INode Parent, int Index) place))
        {
            left?.Invoke(Current);
            int next = place.Index + 1;
            if (next < place.Parent.ChildNodes.Length)
            {
                _path.Push((place.Parent, next));
                Current = place.Parent.ChildNodes[next];
                return true;
            }

            Current = place.Parent;
        }

        return false;
    }
}
