namespace Orleans.Serialization.Cloning;

/// <summary>For foreign types with an <see cref="IConverter{TValue,TSurrogate}"/>.</summary>
internal sealed class SurrogateCopier<TValue, TSurrogate>(IConverter<TValue, TSurrogate> converter) : TypeCopier
    where TSurrogate : struct
{
    public override bool IsShallow(CopyMode mode) => false;

    public override object Copy(object value, CopyContext context)
    {
        TSurrogate surrogate = context.Copy(converter.ConvertToSurrogate((TValue)value));
        return converter.ConvertFromSurrogate(in surrogate)!;
    }
}
