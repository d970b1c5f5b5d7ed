using System.Runtime.ExceptionServices;

namespace Orleans.Runtime;

/// <summary>The caller's end of a remote enumeration.</summary>
internal sealed class RemoteEnumerator<T> : IAsyncEnumerator<T>
{
    private readonly AsyncEnumerableRequest<T> _request;
    private readonly IAsyncEnumerableGrainExtension _target;
    private readonly CancellationTokenSource _cancellation;
    private readonly Guid _id = Guid.NewGuid();
    private (EnumerationResult Status, object? Value) _current;
    private int _index;
    private bool _isStarted;
    private bool _isEnded;
    private bool _isDisposed;

    public RemoteEnumerator(AsyncEnumerableRequest<T> request, IAsyncEnumerableGrainExtension target, CancellationToken cancellationToken)
    {
        _request = request;
        _target = target;
        _cancellation = CancellationTokenSource.CreateLinkedTokenSource(request.GetCancellationToken(), cancellationToken);
    }

    public T Current
    {
        get
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (Has(EnumerationResult.Element))
                return (T)_current.Value!;
            if (Has(EnumerationResult.Batch))
                return ((List<T>)_current.Value!)[_index];
            throw new InvalidOperationException("Cannot get current value of an invalid enumerator.");
        }
    }

    public async ValueTask<bool> MoveNextAsync()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (Has(EnumerationResult.Batch) && ++_index < ((List<T>)_current.Value!).Count)
            return true;
        if (Has(EnumerationResult.Completed))
            return false;
        _index = 0;
        do
        {
            _cancellation.Token.ThrowIfCancellationRequested();
            _current = await StepAsync();
        } while (_current.Status == EnumerationResult.Heartbeat);

        switch (_current.Status)
        {
            case EnumerationResult.Error:
                _isEnded = true;
                ExceptionDispatchInfo.Throw((Exception)_current.Value!);
                return false;
            case EnumerationResult.Canceled:
                _isEnded = true;
                throw new OperationCanceledException(_cancellation.Token);
            case EnumerationResult.MissingEnumeratorError:
                _isEnded = true;
                throw new EnumerationAbortedException(
                    "Enumeration aborted: the remote target does not have a record of this enumerator. This likely indicates "
                        + "that the remote"
                        + " grain was deactivated since enumeration begun or that the enumerator was idle for longer than the "
                        + "expiration period."
                );
            default:
                _isEnded = Has(EnumerationResult.Completed);
                return Has(EnumerationResult.Element) || Has(EnumerationResult.Batch);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        if (_isStarted && !_isEnded)
            await _target
                .DisposeAsync(_id)
                .AsTask()
                .ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);
        _cancellation.Dispose();
    }

    private ValueTask<(EnumerationResult Status, object? Value)> StepAsync()
    {
        if (_isStarted)
            return _target.MoveNext<T>(_id, _cancellation.Token);
        _isStarted = true;
        return _target.StartEnumeration(_id, _request, _cancellation.Token);
    }

    private bool Has(EnumerationResult flag) => (_current.Status & flag) != 0;
}
