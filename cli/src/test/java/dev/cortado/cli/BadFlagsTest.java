package dev.cortado.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BadFlagsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "trian => there is no command 'trian'; did you mean 'train'?",
                "data gte mnist => there is no command 'data gte'; did you mean 'get'?",
                "--verbos => unknown flag '--verbos'; did you mean '--verbose'",
                "train --epoch 3 => unknown flag '--epoch' of 'train'; did you mean '--epochs'",
                "train --epoch=3 => unknown flag '--epoch' of 'train'; did you mean '--epochs'",
                "train digits => 'train' does not take the argument 'digits'",
                "train --epochs many => --epochs: 'many' is not a whole number",
                "train --epochs => '--epochs'",
                "train --epochs 1 --epochs 2 => '--epochs'",
                "train --epochs 0 => --epochs: is 0; use at least 1",
                "train --batch 0 => --batch: is 0; use at least 1",
                "eval x --data digits --split train --test-size 5 => --test-size: takes some of the test images",
                "train --lr 0 => --lr: is 0.0; use a number above 0",
                "train --lr NaN => --lr: is NaN; use a number above 0",
                "train --train-size 0 => --train-size: is 0; use at least 1",
                "train --train-size 9999999 => --train-size: data set 'digits': size must be from 0 to",
                "train --log-every -1 => --log-every: is -1; use 0 or more",
                "train --threads 0 => threads is 0; use at least 1",
                "train --backend cpuu => there is no backend 'cpuu'",
                "train --model lent => 'lent' is neither a built-in model nor a file; did you mean 'lenet'?",
                "train --data digit => did you mean 'digits'?",
                "train --optimizer adma => --optimizer: there is no optimizer 'adma'; did you mean 'adam'",
                "train --optimizer sgd:momentun=0.9 => --optimizer: unknown option 'momentun'; did you mean 'momentum'?",
                "train --optimizer sgd:momentum=2 => --optimizer: option 'momentum' is 2",
                "train --optimizer sgd:momentum=fast => --optimizer: option 'momentum' is 'fast'; give a number",
                "train --optimizer sgd:momentum => write NAME or NAME:option=value",
                "train --schedule cosin => --schedule: there is no schedule 'cosin'; did you mean 'cosine'?",
                "train --weight-decay -1 => --weight-decay: is -1.0; use 0 or more",
                "train --augment flop => --augment: there is no transform 'flop'; did you mean 'flip'",
                "train --augment crop:wide => 'wide' in 'crop:wide' is not a number",
                "train --augment crop:-1 => padding must be from 0",
                "train --augment flip:2 => 'flip:2'",
                "train --image-size 0 => --image-size: '0' cannot be used",
                "train --image-size 2x8x8 => channels must be 1 or 3",
                "train --image-size large => --image-size: 'large' cannot be used",
                "train --resume nowhere => nowhere: there is no such folder",
                "train --resume nowhere --lr 1 => --lr: cannot be given with --resume",
                "eval => MODEL",
                "eval x.safetensors => '--data=NAME|DIR'",
                "eval x.safetensors --data digits => x.safetensors: there is no such file",
                "eval x.safetensors --data digits --split all => 'all'",
                "predict x.safetensors => IMAGE",
                "predict x.safetensors y.png => x.safetensors: there is no such file",
                "predict x.safetensors y.png --top 0 => --top: is 0",
                "summary => MODEL",
                "summary lent => did you mean 'lenet'?",
                "summary lenet --input 1x28 => conv1",
                "summary lenet --input wide => --input: 'wide' is not the shape of an image",
                "summary lenet --input 0x28x28 => --input: '0x28x28' is not the shape of an image",
                "summary lenet --classes 0 => --classes: is 0",
                "layers conv3d => there is no layer 'conv3d'; did you mean 'conv2d'?",
                "layers --kind optimizer adm => there is no optimizer 'adm'; did you mean 'adam'",
                "layers --kind losses => --kind: 'losses' is not among the choices; did you mean 'loss'",
                "eval x.safetensors --data digits --split tset => did you mean 'test'?",
                "train --lr fast => --lr: 'fast' is not a number",
                "train --image-size 16x => --image-size: '16x' cannot be used: a number is missing",
                "eval lenet --data digits => './cortado train --model lenet' makes one",
                "predict lenet x.png => lenet: is a built-in model, which has learned nothing; a saved model is needed",
                "train --device 0 --backend cpu => backend 'cpu': it takes no device ('0')",
                "train --backend cpu --backend-option fusio=off => did you mean 'fusion'?",
                "train --backend nd4j => './cortado COMMAND --backend nd4j' fetches it once",
                "plan lent => did you mean 'lenet'?",
                "plan lenet --batch 0 => --batch: is 0",
                "plan lenet --input wide => --input: 'wide' is not the shape of an image",
                "compare cpu => B",
                "compare cpu cpuu => there is no backend 'cpuu'",
                "compare cpu cpu:fusion => 'fusion' is no setting; write NAME or NAME:KEY=VALUE",
                "compare cpu cpu:threads=none => 'none' is no number of threads",
                "compare cpu cpu:device=1 => it takes no device ('1')",
                "compare cpu cpu --steps 0 => --steps: is 0",
                "doctor --backend-option fusion => KEY=VALUE",
                "data get mnst => there is no data set 'mnst' to download",
                "data show digit => did you mean 'digits'?",
                "data show digits --count 0 => --count: is 0",
            })
    void aMistakeIsOneClearMessage(String argsAndMessage) {
        int arrow = argsAndMessage.indexOf(" => ");
        String message = argsAndMessage.substring(arrow + 4);
        Outcome outcome =
                Outcome.of((Object[]) argsAndMessage.substring(0, arrow).split(" "));
        assertThat(outcome.err()).contains(message).doesNotContain("\tat ");
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).startsWith("error: ");
    }

    @Test
    void theHelpOfTheRightCommandIsNamed() {
        assertThat(Outcome.of("data", "show", "--nope").err()).contains("see: ./cortado data show --help");
        assertThat(Outcome.of("nope").err()).contains("see: ./cortado --help");
    }

    @Test
    void theStackTraceIsShownOnRequestAlone() {
        assertThat(Outcome.of("summary", "lent", "--verbose").err())
                .contains("error: ", "\tat dev.cortado.cli.ModelSource");
        assertThat(Outcome.of("--verbose", "summary", "lent").err()).contains("\tat dev.cortado.cli.ModelSource");
    }
}
