using System.Collections;

namespace Orleans.Serialization.Cloning;

/// <summary>For the untyped list.</summary>
internal sealed class ArrayListCopier : TypeCopier
{
    public override bool IsShallow(CopyMode mode) => false;

    public override object Copy(object value, CopyContext context)
    {
        if (context.TryGetCopy(value, out object? known))
            return known;
        ArrayList copy = new(((ArrayList)value).Count);
        context.Record(value, copy);
        foreach (object? element in (ArrayList)value)
            copy.Add(context.Copy(element));
        return copy;
    }
}
