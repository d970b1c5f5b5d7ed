namespace Orleans;

/// <summary>A lifecycle in stages: started upwards, stopped downwards.</summary>
public interface ILifecycleObservable
{
    IDisposable Subscribe(string observerName, int stage, ILifecycleObserver observer);
}
