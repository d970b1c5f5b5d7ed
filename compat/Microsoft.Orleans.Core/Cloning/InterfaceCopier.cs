namespace Orleans.Serialization.Cloning;

/// <summary>For a value of an unknown type that is declared as an interface of collections.</summary>
internal sealed class InterfaceCopier<TInterface, T>(Func<IEnumerable<T>, TInterface> build) : TypeCopier
    where TInterface : class, IEnumerable<T>
{
    public override bool IsShallow(CopyMode mode) => false;

    public override object Copy(object value, CopyContext context) => build(((IEnumerable<T>)value).Select(context.Copy).ToList());
}
