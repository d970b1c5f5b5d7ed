namespace Microsoft.ML.OnnxRuntime;

internal sealed class DisposableList<T>(int capacity) : List<T>(capacity), IDisposableReadOnlyCollection<T>
    where T : IDisposable
{
    public void Dispose()
    {
        foreach (T member in this)
            member.Dispose();

        Clear();
    }
}
