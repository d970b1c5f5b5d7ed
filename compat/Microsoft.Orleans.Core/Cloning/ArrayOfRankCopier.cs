namespace Orleans.Serialization.Cloning;

/// <summary>For arrays of several dimensions.</summary>
internal sealed class ArrayOfRankCopier : TypeCopier
{
    public static ArrayOfRankCopier Instance { get; } = new();

    public override bool IsShallow(CopyMode mode) => false;

    public override object Copy(object value, CopyContext context)
    {
        Array copy = (Array)((Array)value).Clone();
        if (CopierTable.IsAlwaysShallow(value.GetType().GetElementType()!))
            return copy;
        int[] index = new int[copy.Rank];
        foreach (object? element in (Array)value)
        {
            copy.SetValue(context.Copy(element), index);
            for (int d = copy.Rank - 1; d >= 0 && ++index[d] == copy.GetLength(d); d--)
                index[d] = 0;
        }

        return copy;
    }
}
