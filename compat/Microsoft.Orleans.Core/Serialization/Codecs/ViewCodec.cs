namespace Orleans.Serialization.Wire;

/// <summary>For views of arrays: the part in view is written. A view of nothing comes back as such.</summary>
/// <param name="span">The part in view; false for a view of nothing.</param>
/// <param name="build">The view of a whole array.</param>
internal sealed class ViewCodec<TView, T>(ViewCodec<TView, T>.Viewer span, Func<T[], TView> build) : Codec<TView>
    where TView : struct
{
    public delegate bool Viewer(TView view, out ReadOnlySpan<T> part);

    public override void Write(WireWriter writer, uint id, TView value)
    {
        if (span(value, out ReadOnlySpan<T> part))
            Elements<T>.Write(writer, id, part);
        else
            writer.WriteNull(id);
    }

    public override TView Read(WireReader reader, in WireTag tag)
    {
        if (tag.Wire == WireType.Reference && reader.ReadVarUInt() == 0)
            return default;
        return build(Elements<T>.Read(reader, tag));
    }
}
